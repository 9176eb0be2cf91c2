package doors

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"poolschool/sim"
	"poolschool/sim/keyring"
)

var keys = &keyring.Ring{}

func house(t testing.TB) *House {
	t.Helper()
	a, err := Account()
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(sim.Config{Account: a, Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	h, err := Open(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// want says which doors open, row by row in the order of the columns, and how the others refuse.
var want = map[string]struct {
	open    string // a letter a column: y or n
	refusal map[string]string
}{
	IDToken: {"ynynnn", map[string]string{
		UserPool: "Invalid Access Token", STS: "No OpenIDConnect provider found in your account for", S3: "Unsupported Authorization Type", IAMRoute: "key=value pair",
	}},
	AccessToken: {"yynnnn", map[string]string{
		Desk: "Invalid login token. Missing a required claim: aud", S3: "Unsupported Authorization Type", IAMRoute: "key=value pair",
	}},
	Refresh: {"nynnnn", map[string]string{
		App: "Unauthorized", Desk: "Not a valid OpenId Connect identity token.", STS: "The ID Token provided is not a valid JWT.",
	}},
	OpenIDToken: {"nnnynn", map[string]string{Desk: "Can't pass in a Cognito token.", S3: "Unsupported Authorization Type"}},
	GoogleToken: {"nnyynn", map[string]string{App: "Unauthorized"}},
	Credentials: {"nnnyyy", map[string]string{
		App: "Unauthorized", UserPool: "because no identity-based policy allows the cognito-idp:AdminGetUser action", Desk: "Not a valid OpenId Connect identity token.",
	}},
	Secret: {"nynnnn", map[string]string{
		App: "Unauthorized", Desk: "Not a valid OpenId Connect identity token.", S3: "The AWS Access Key Id you provided does not exist in our records.",
		IAMRoute: "The security token included in the request is invalid",
	}},
	Nothing: {"nnynnn", map[string]string{App: "Unauthorized", STS: "Request is missing Authentication Token", S3: "Access Denied", IAMRoute: "Missing Authentication Token"}},
}

func TestEveryDoorAnswersAsItShould(t *testing.T) {
	cells, err := house(t).All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(cells) != len(Rows())*len(Columns()) {
		t.Fatalf("%d cells", len(cells))
	}
	for i, c := range cells {
		open := want[c.Row].open[i%len(Columns())] == 'y'
		if c.OK != open {
			t.Errorf("%s at %s: in is %v, want %v: %d %s %q", c.Row, c.Column, c.OK, open, c.Status, c.Code, c.Answer)
		}
		if c.OK {
			continue
		}
		if text := want[c.Row].refusal[c.Column]; !strings.Contains(c.Answer, text) {
			t.Errorf("%s at %s: got %q, want %q", c.Row, c.Column, c.Answer, text)
		}
		if c.Answer == "" || c.Reason == "" || c.Code == "" {
			t.Errorf("%s at %s: code %q, words %q, reason %q: none may be missing", c.Row, c.Column, c.Code, c.Answer, c.Reason)
		}
		if c.Status < 400 || len(c.Exchanges) == 0 || c.How == "" {
			t.Errorf("%s at %s: status %d, %d exchanges, how %q", c.Row, c.Column, c.Status, len(c.Exchanges), c.How)
		}
	}
}

func TestWordingWithoutASourceIsMarked(t *testing.T) {
	h := house(t)
	for _, tt := range []struct {
		row, column string
		want        bool
	}{{IDToken, UserPool, true}, {IDToken, S3, false}, {AccessToken, Desk, false}, {Credentials, S3, false}} {
		c, err := h.Knock(t.Context(), tt.row, tt.column)
		if err != nil {
			t.Fatal(err)
		}
		if c.Simulated != tt.want || strings.Contains(c.Text(), "wording simulated") != tt.want {
			t.Errorf("%s at %s: simulated %v, want %v\n%s", tt.row, tt.column, c.Simulated, tt.want, c.Text())
		}
	}
}

func TestATokenInAMessageIsShownShort(t *testing.T) {
	c, err := house(t).Knock(t.Context(), IDToken, IAMRoute)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Text()) > 500 || len(c.Answer) < 500 {
		t.Errorf("%d of %d characters are shown:\n%s", len(c.Text()), len(c.Answer), c.Text())
	}
}

func TestUnknownCells(t *testing.T) {
	h := house(t)
	for _, cell := range [][2]string{{"passport", S3}, {IDToken, "window"}} {
		if _, err := h.Knock(t.Context(), cell[0], cell[1]); err == nil {
			t.Errorf("%v opens", cell)
		}
	}
}

func TestTheTableFitsIntoAnOrdinaryTerminal(t *testing.T) {
	h := house(t)
	c, err := h.Knock(t.Context(), IDToken, S3)
	if err != nil {
		t.Fatal(err)
	}
	table := Table([]Cell{c})
	for line := range strings.Lines(table) {
		if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if !strings.Contains(table, "✗ 400") || !strings.Contains(table, "·") || !strings.Contains(table, "◆ ID token") {
		t.Errorf("got\n%s", table)
	}
}

func TestKnocksAtOneTimeDoNotMix(t *testing.T) {
	h := house(t)
	var wg sync.WaitGroup
	for _, r := range Rows() {
		wg.Go(func() {
			c, err := h.Knock(t.Context(), r.ID, S3)
			if err != nil || c.Exchanges[0].To != "s3" || len(c.Exchanges) != 1 {
				t.Errorf("%s: %+v, %v", r.ID, c.Exchanges, err)
			}
		})
	}
	wg.Wait()
}

func BenchmarkAllDoors(b *testing.B) {
	h := house(b)
	for b.Loop() {
		if _, err := h.All(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
