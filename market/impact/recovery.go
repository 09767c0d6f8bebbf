package impact

// A Recovery is how the move of a small sale comes back: the share Permanent of it stays, the rest fades.
type Recovery struct {
	Permanent float64
	Fades     []Fade
}

// A Fade is a share of what fades in all, and the rate (1/h) at which it does. The shares of a Recovery add up to 1.
type Fade struct{ Rate, Share float64 }

// Recovering is a model whose moves fade.
type Recovering interface{ Recovery() Recovery }

// RecoveryOf is the recovery of a model in its states near a steady flow: of those that are not Recovering, moves stay as they are.
// Walking the profile does not change that of a small sale.
func RecoveryOf(m Model) Recovery {
	if w, walks := m.(*walk); walks {
		m = w.Profiled
	}
	if r, fades := m.(Recovering); fades {
		return r.Recovery()
	}
	return Recovery{Permanent: 1}
}
