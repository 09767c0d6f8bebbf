//go:build unix

package results

import (
	"os"
	"syscall"
)

// held reports whether another process holds the lock of a folder; else it is taken.
func held(dir *os.File) bool {
	return syscall.Flock(int(dir.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == syscall.EWOULDBLOCK
}
