package graph

// weight is how heavy a line is.
type weight uint8

const (
	light weight = 1
	heavy weight = 2
)

// arm is one of the four ways in which a line can leave a cell.
type arm int

const (
	armUp arm = iota
	armDown
	armLeft
	armRight
)

// cell is one character of a drawing: a letter of a box, or lines that meet.
type cell struct {
	char rune // 0 for lines
	arms [4]weight
	look look
}

// grow draws a line from the middle of the cell to one of its sides. A heavier line that is there stays.
func (c *cell) grow(a arm, w weight) {
	c.arms[a] = max(c.arms[a], w)
	if c.look != lookPath {
		c.look = lookLine
	}
	if w == heavy {
		c.look = lookPath
	}
}

// glyph is the character to print.
func (c cell) glyph() rune {
	if c.char != 0 {
		return c.char
	}
	i := 0
	for _, w := range c.arms {
		i = 3*i + int(w)
	}
	return boxes[i]
}

// boxes are the 81 ways in which nothing, light and heavy lines can meet in a cell, read as a number of base 3 with the digits up, down,
// left, right. https://www.unicode.org/charts/PDF/U2500.pdf
var boxes = []rune(" ╶╺╴─╼╸╾━" +
	"╷┌┍┐┬┮┑┭┯" +
	"╻┎┏┒┰┲┓┱┳" +
	"╵└┕┘┴┶┙┵┷" +
	"│├┝┤┼┾┥┽┿" +
	"╽┟┢┧╁╆┪╅╈" +
	"╹┖┗┚┸┺┛┹┻" +
	"╿┞┡┦╀╄┩╃╇" +
	"┃┠┣┨╂╊┫╉╋")
