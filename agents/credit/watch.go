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

func (w watched) before(v *watched) bool {
	switch {
	case w.key != v.key:
		return w.key > v.key
	case w.bucket != v.bucket:
		return w.bucket < v.bucket
	}
	return w.loan < v.loan
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

func (w *watch) pop() watched {
	h := *w
	first, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	*w = h
	if len(h) == 0 {
		return first
	}
	i := 0
	for {
		kid := 2*i + 1
		if kid >= len(h) {
			break
		}
		if kid+1 < len(h) && h[kid+1].before(&h[kid]) {
			kid++
		}
		if !h[kid].before(&last) {
			break
		}
		h[i] = h[kid]
		i = kid
	}
	h[i] = last
	return first
}
