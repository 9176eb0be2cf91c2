package sim

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
)

//go:embed doc.go
var packageComment string

// The table of what is simulated is true only as long as it has every operation that answers, and no other.
func TestTheTableHasEveryOperation(t *testing.T) {
	var told []string
	service := ""
	for _, line := range strings.Split(packageComment, "\n") {
		row, inTable := strings.CutPrefix(line, "//\t")
		switch cells := strings.Split(row, "|"); {
		case !inTable:
		case len(cells) == 1:
			service = strings.TrimSpace(row)
		case len(cells) != 3 || strings.TrimSpace(cells[1]) != "done" || strings.TrimSpace(cells[2]) == "":
			t.Errorf("%q is no row of the form: operation | done | what is simplified", row)
		default:
			told = append(told, service+" "+strings.TrimSpace(cells[0]))
		}
	}
	var there []string
	for _, o := range newWorld(t, Config{Account: photoAccount()}).Operations() {
		there = append(there, o.Service+" "+o.Name)
	}
	for _, o := range there {
		if !slices.Contains(told, o) {
			t.Errorf("%s answers and is not in the table of doc.go", o)
		}
	}
	for _, o := range told {
		if !slices.Contains(there, o) {
			t.Errorf("%s is in the table of doc.go and does not answer", o)
		}
	}
	if slices.Sort(told); len(slices.Compact(told)) != len(there) {
		t.Errorf("the table has %d different operations, the account %d", len(slices.Compact(told)), len(there))
	}
}
