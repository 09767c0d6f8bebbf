package credit

// A watch tells which of the loans that are apart a moving mark reaches next: a heap of entries, the highest key first;
// of equal keys the one that stands first in the index. An entry whose loan has changed since is dropped when it comes up.
type watch []watched

// watched is a loan that is apart and the mark at which something happens to it.
type watched struct {
	key          int64 // the mark; negative where lower ones come first
	bucket, loan int32
	slot, stamp  int32
}

func (w *watched) before(v *watched) bool {
	return w.key > v.key || w.key == v.key && w.stands(v)
}

// stands reports whether a loan stands before another one in the index.
func (w *watched) stands(v *watched) bool {
	return w.bucket < v.bucket || w.bucket == v.bucket && w.loan < v.loan
}

func (w *watch) push(e watched) {
	*w = append(*w, e)
	h := *w
	i := len(h) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if !e.before(&h[parent]) {
			break
		}
		h[i] = h[parent]
		i = parent
	}
	h[i] = e
}

// pop takes the first entry out. The gap goes down to a leaf, where the last entry, which came from one, is soon at home.
func (w *watch) pop() watched {
	h := *w
	first, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	*w = h
	if len(h) == 0 {
		return first
	}
	i := 0
	for kid := 1; kid < len(h); kid = 2*i + 1 {
		if kid+1 < len(h) && h[kid+1].before(&h[kid]) {
			kid++
		}
		h[i] = h[kid]
		i = kid
	}
	for i > 0 && last.before(&h[(i-1)/2]) {
		h[i] = h[(i-1)/2]
		i = (i - 1) / 2
	}
	h[i] = last
	return first
}
