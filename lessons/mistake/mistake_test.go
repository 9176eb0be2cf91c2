package mistake

import "testing"

func TestMeant(t *testing.T) {
	known := []string{"predict", "expect", "keep", "show"}
	for _, tt := range []struct{ name, word, want string }{
		{"two letters changed places", "kepe", `did you mean "keep"?`},
		{"a letter is missing", "predit", `did you mean "predict"?`},
		{"capitals count little", "SHOW", `did you mean "show"?`},
		{"nothing is near", "flowchart", "known: expect, keep, predict, show"},
	} {
		if got := Meant(tt.word, known); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	if got := Meant("x", nil); got != "there is none to choose from" {
		t.Errorf("without names: %s", got)
	}
}

func TestAListIsOneLineAMistakeInTheOrderOfTheFile(t *testing.T) {
	var l List
	l.Add(9, "late", "mend it")
	l.Add(2, "early\nwith a line", "")
	if got, want := l.In("a.md").Error(), "a.md:2: early with a line\na.md:9: late; mend it"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if l.Err() == nil || (List{}).Err() != nil {
		t.Error("an empty list is no error, and a full one is")
	}
}
