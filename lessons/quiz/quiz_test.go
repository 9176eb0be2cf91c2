package quiz

import "testing"

func TestCheck(t *testing.T) {
	q := &Question{ID: "who", Choices: []Choice{{}, {Right: true}, {}}}
	for _, tt := range []struct {
		name        string
		choice      int
		correct, ok bool
	}{
		{"the right choice", 1, true, true},
		{"a wrong choice", 0, false, true},
		{"no such choice", 3, false, false},
		{"a choice below the first", -1, false, false},
	} {
		a, ok := q.Check(tt.choice)
		if ok != tt.ok || ok && a.Correct() != tt.correct {
			t.Errorf("%s: %+v, %v; want correct %v, ok %v", tt.name, a, ok, tt.correct, tt.ok)
		}
	}
	if got := (&Question{}).Right(); got != -1 {
		t.Errorf("a question without a right choice says %d, want -1", got)
	}
}
