package results

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
)

// A File is one file of a folder as it was when it was written.
type File struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	Rows   int64  `json:"rows,omitempty"` // of a table
	SHA256 string `json:"sha256"`
}

// FileOf reads dir/name and says what is in it now.
func FileOf(dir, name string) (File, error) {
	file, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return File{}, err
	}
	defer file.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, file)
	if err != nil {
		return File{}, err
	}
	f := File{Name: name, Bytes: size, SHA256: hex.EncodeToString(sum.Sum(nil))}
	if filepath.Ext(name) == ext {
		f.Rows, err = rowsOf(file, size)
	}
	return f, err
}

// Fault says what is wrong with the file in dir: missing, truncated or altered. It is empty if nothing is.
func (f File) Fault(dir string) string {
	info, err := os.Stat(filepath.Join(dir, f.Name))
	switch {
	case os.IsNotExist(err):
		return "missing"
	case err != nil:
		return err.Error()
	case info.Size() < f.Bytes:
		return "truncated"
	}
	now, err := FileOf(dir, f.Name)
	switch {
	case err != nil && now.SHA256 == "": // not even read
		return err.Error()
	case now.SHA256 != f.SHA256:
		return "altered"
	case err != nil:
		return err.Error()
	}
	return ""
}

// WriteFile puts data into dir/name, whole or not at all, and durably.
func WriteFile(dir, name string, data []byte) (File, error) {
	path := filepath.Join(dir, name)
	file, err := os.Create(path + ".tmp")
	if err != nil {
		return File{}, err
	}
	if _, err := io.Copy(file, bytes.NewReader(data)); err != nil {
		file.Close()
		os.Remove(file.Name())
		return File{}, err
	}
	sum := sha256.Sum256(data)
	size, err := settle(file, path)
	return File{Name: name, Bytes: size, SHA256: hex.EncodeToString(sum[:])}, err
}

// settle makes an open temporary file durable under its final name: the data first, then the name, then the folder's
// entry, so that after a crash the file is whole or absent.
func settle(file *os.File, path string) (size int64, err error) {
	if err = file.Sync(); err == nil {
		size, err = file.Seek(0, io.SeekEnd)
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		os.Remove(file.Name())
		return 0, err
	}
	return size, syncDir(filepath.Dir(path))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
