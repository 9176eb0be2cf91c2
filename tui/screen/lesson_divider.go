package screen

// Divider is where the line between a lesson's two columns stands. All lessons of a program share one, so that it stays
// where the learner put it. The zero value lets it stand where it does by itself.
type Divider struct{ moved int } // columns to the right of that

// The divider moves by a few columns, and leaves room for a diagram on its right.
const (
	dividerStep = 4
	rightLeast  = 50
)

// left is the width of the text's column on a screen with two.
func (d *Divider) left(width int) int {
	return min(max(width*textShare/100+d.moved, textLeast), textMost, width-1-rightLeast)
}

// move moves the line, as far as there is room.
func (d *Divider) move(by, width int) {
	d.moved += by
	d.moved = d.left(width) - width*textShare/100 // pressing on at the end adds nothing
}

// divides says that there is a line to move.
func (m Lesson) divides() bool { return m.size.right > 0 && !m.staged() }

// divide moves the line between the columns.
func (m *Lesson) divide(by int) {
	if !m.divides() {
		return
	}
	m.deps.Divider.move(by, m.width)
	m.layOut()
	if at, _, ok := m.present(); ok {
		m.look(at)
	}
}
