package graph

import "math"

// passes is how often the columns are pulled towards their neighbours, downwards and upwards in turn.
const passes = 12

// setColumns gives every vertex its middle column: as near to its neighbours as the order in its layer allows.
func (l *layering) setColumns() {
	for _, layer := range l.layers {
		x := 0
		for _, v := range layer {
			v.x = x + v.width/2
			x += v.width + l.spacing.gap
		}
	}
	for i := range passes {
		down := i%2 == 0
		for j := range l.layers {
			if down {
				pull(l.layers[j], true, l.spacing.gap)
			} else {
				pull(l.layers[len(l.layers)-1-j], false, l.spacing.gap)
			}
		}
	}
	left := math.MaxInt
	for _, layer := range l.layers {
		for _, v := range layer {
			left = min(left, v.x-v.width/2)
		}
	}
	for _, layer := range l.layers {
		for _, v := range layer {
			v.x -= left
		}
	}
	l.setEntries()
}

// setEntries lets a line enter a box beside its middle where that saves a bend of one column.
func (l *layering) setEntries() {
	for _, layer := range l.layers {
		for _, v := range layer {
			v.in = v.x
			for _, parent := range v.up {
				if off := parent.x - v.x; v.node >= 0 && (off == 1 || off == -1) {
					v.in = parent.x
				}
			}
		}
	}
}

// pull moves a layer to the columns with the least squared distance to what each vertex wants, order and gaps kept. With the widths to the
// left subtracted this is isotonic regression, which pooling adjacent violators solves exactly.
// https://en.wikipedia.org/wiki/Isotonic_regression
func pull(layer []*vertex, down bool, gap int) {
	type block struct {
		sum, weight float64
		count       int
	}
	var blocks []block
	offsets := make([]int, len(layer))
	for i, v := range layer {
		if i > 0 {
			before := layer[i-1]
			offsets[i] = offsets[i-1] + (before.width - before.width/2) + gap + v.width/2
		}
		want, weight := wish(v, down)
		blocks = append(blocks, block{(want - float64(offsets[i])) * weight, weight, 1})
		for n := len(blocks); n > 1 && blocks[n-2].sum/blocks[n-2].weight > blocks[n-1].sum/blocks[n-1].weight; n = len(blocks) {
			last := blocks[n-1]
			blocks = blocks[:n-1]
			blocks[n-2].sum += last.sum
			blocks[n-2].weight += last.weight
			blocks[n-2].count += last.count
		}
	}
	i := 0
	for _, b := range blocks {
		at := int(math.Round(b.sum / b.weight))
		for range b.count {
			layer[i].x = at + offsets[i]
			i++
		}
	}
}

// wish is the middle of a vertex's neighbours, and how much it insists: a bent long edge is the ugliest thing in a drawing.
func wish(v *vertex, down bool) (column, weight float64) {
	near := v.up
	if !down {
		near = v.down
	}
	if len(near) == 0 {
		return float64(v.x), 0.1
	}
	sum := 0.0
	for _, u := range near {
		sum += float64(u.x)
	}
	weight = 1
	if v.node < 0 {
		weight = 4
	}
	return sum / float64(len(near)), weight
}
