package graph

import (
	"cmp"
	"slices"
)

// vertex is a node in its layer, or a dummy where a long edge passes a layer.
type vertex struct {
	node     int // index into the nodes; -1 for a dummy
	end      int // for a dummy: the node that its edge leads to
	layer    int
	width    int // columns
	x        int // its middle column, where lines leave it
	in       int // the column where lines enter it from above
	up, down []*vertex
	order    float64
}

// layering is a graph cut into layers, every link going from one layer to the next.
type layering struct {
	nodes   []Node
	spacing spacing
	layers  [][]*vertex
	chains  map[[2]int][]*vertex // for each edge (from, to), the vertices on its way, both ends included
}

// newLayering ranks the nodes that the first one leads to and puts dummies into long edges.
func newLayering(nodes []Node, edges []Edge, s spacing) *layering {
	l := &layering{nodes: nodes, spacing: s, chains: map[[2]int][]*vertex{}}
	if len(nodes) == 0 {
		return l
	}
	index := map[string]int{}
	for i, n := range nodes {
		if _, taken := index[n.ID]; !taken {
			index[n.ID] = i
		}
	}
	next := make([][]int, len(nodes))
	for _, e := range edges {
		from, okFrom := index[e.From]
		to, okTo := index[e.To]
		if okFrom && okTo && !slices.Contains(next[from], to) {
			next[from] = append(next[from], to)
		}
	}
	sorted := topological(next)
	rank := make([]int, len(nodes))
	for _, from := range sorted {
		for _, to := range next[from] {
			rank[to] = max(rank[to], rank[from]+1)
		}
	}
	l.place(sorted, next, rank)
	return l
}

// topological sorts what the first node leads to so that every edge goes forward, and drops the edges that go back.
func topological(next [][]int) []int {
	const unseen, open, done = 0, 1, 2
	state := make([]int, len(next))
	var sorted []int
	var visit func(int)
	visit = func(v int) {
		state[v] = open
		next[v] = slices.DeleteFunc(next[v], func(to int) bool {
			if state[to] == unseen {
				visit(to)
			}
			return state[to] == open
		})
		state[v] = done
		sorted = append(sorted, v)
	}
	visit(0)
	slices.Reverse(sorted)
	return sorted
}

func (l *layering) place(sorted []int, next [][]int, rank []int) {
	at := make([]*vertex, len(next))
	dummies := map[[2]int]*vertex{} // by (end, layer): edges with the same end share their way down
	add := func(v *vertex) *vertex {
		for len(l.layers) <= v.layer {
			l.layers = append(l.layers, nil)
		}
		l.layers[v.layer] = append(l.layers[v.layer], v)
		return v
	}
	for _, i := range sorted {
		at[i] = add(&vertex{node: i, layer: rank[i], width: boxWidth(l.nodes[i], l.spacing)})
	}
	for _, from := range sorted {
		for _, to := range next[from] {
			chain := []*vertex{at[from]}
			for layer := rank[from] + 1; layer < rank[to]; layer++ {
				key := [2]int{to, layer}
				if dummies[key] == nil {
					dummies[key] = add(&vertex{node: -1, end: to, layer: layer, width: 1})
				}
				chain = append(chain, dummies[key])
			}
			chain = append(chain, at[to])
			for i, v := range chain[1:] {
				link(chain[i], v)
			}
			l.chains[[2]int{from, to}] = chain
		}
	}
}

func link(upper, lower *vertex) {
	if !slices.Contains(upper.down, lower) {
		upper.down = append(upper.down, lower)
		lower.up = append(lower.up, upper)
	}
}

// sweeps is how often the order of every layer is set by its neighbours; more changed nothing in the charts at hand.
const sweeps = 24

// sortLayers orders each layer by the barycentre of its neighbours, downwards and upwards in turn, and keeps the order with the fewest crossings.
func (l *layering) sortLayers() {
	best, fewest := l.snapshot(), l.crossings()
	for i := range sweeps {
		down := i%2 == 0
		for j := range l.layers {
			layer := l.layers[j]
			if !down {
				layer = l.layers[len(l.layers)-1-j]
			}
			sortByNeighbours(layer, down)
		}
		if n := l.crossings(); n < fewest {
			best, fewest = l.snapshot(), n
		}
	}
	l.layers = best
}

func sortByNeighbours(layer []*vertex, down bool) {
	for i, v := range layer {
		v.order = float64(i)
	}
	means := make(map[*vertex]float64, len(layer))
	for _, v := range layer {
		near := v.up
		if !down {
			near = v.down
		}
		means[v] = v.order
		if len(near) > 0 {
			sum := 0.0
			for _, u := range near {
				sum += u.order
			}
			means[v] = sum / float64(len(near))
		}
	}
	slices.SortStableFunc(layer, func(a, b *vertex) int { return cmp.Compare(means[a], means[b]) })
	for i, v := range layer {
		v.order = float64(i)
	}
}

func (l *layering) snapshot() [][]*vertex {
	out := make([][]*vertex, len(l.layers))
	for i, layer := range l.layers {
		out[i] = slices.Clone(layer)
	}
	return out
}

// crossings counts the pairs of links that cross.
func (l *layering) crossings() int {
	n := 0
	for _, layer := range l.layers {
		for i, v := range layer {
			v.order = float64(i)
		}
	}
	for _, layer := range l.layers {
		for i, left := range layer {
			for _, right := range layer[i+1:] {
				for _, a := range left.down {
					for _, b := range right.down {
						if a.order > b.order {
							n++
						}
					}
				}
			}
		}
	}
	return n
}
