package sequence

// row is one line below the heads: a request or an answer.
type row struct {
	message int // index
	answer  bool
	depth   int // how many messages it is nested in
	hidden  int // calls folded away behind a request
	other   int // the row of the request of an answer, and of the answer of a request; -1 if there is none
}

// rowsOf puts messages in order: each request, then what is done on its behalf, then its answer. Messages keep their
// order among siblings. A message whose parent is unknown stands on its own.
func rowsOf(messages []Message, folded map[int]bool) []row {
	b := builder{messages: messages, folded: folded, inner: map[int][]int{}, done: map[int]bool{}}
	known := map[int]bool{}
	for _, m := range messages {
		known[m.ID] = true
	}
	var outer []int
	for i, m := range messages {
		if m.Parent != 0 && m.Parent != m.ID && known[m.Parent] {
			b.inner[m.Parent] = append(b.inner[m.Parent], i)
		} else {
			outer = append(outer, i)
		}
	}
	for _, i := range outer {
		b.add(i, 0)
	}
	return b.rows
}

type builder struct {
	messages []Message
	folded   map[int]bool
	inner    map[int][]int // by parent
	done     map[int]bool  // two messages with one ID must not nest forever
	rows     []row
}

func (b *builder) add(i, depth int) {
	m := b.messages[i]
	if b.done[i] {
		return
	}
	b.done[i] = true
	request := len(b.rows)
	b.rows = append(b.rows, row{message: i, depth: depth, other: -1})
	if b.folded[m.ID] {
		b.rows[request].hidden = b.count(m.ID, len(b.messages))
	} else {
		for _, child := range b.inner[m.ID] {
			b.add(child, depth+1)
		}
	}
	if !m.OneWay && !m.Pending {
		b.rows[request].other = len(b.rows)
		b.rows = append(b.rows, row{message: i, answer: true, depth: depth, other: request})
	}
}

// count is how many calls are made on behalf of a message, theirs included.
func (b *builder) count(id, most int) int {
	n := 0
	for _, child := range b.inner[id] {
		if n < most {
			n += 1 + b.count(b.messages[child].ID, most-1)
		}
	}
	return n
}
