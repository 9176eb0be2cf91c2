package panels

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/exp/golden"

	"poolschool/sim/account"
	"poolschool/sim/trace"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// contentsOf are the contents of the story's calls, by name.
func contentsOf(t testing.TB) (map[string]Content, *story) {
	t.Helper()
	s := newStory(t)
	contents := map[string]Content{"nothing": {}}
	keep := func(name string, e trace.Exchange) Content {
		contents[name] = Content{Exchange: e, Inner: s.inner(e), Account: account.Diff(s.before, s.world.Snapshot())}
		return contents[name]
	}
	keep("wrong password", s.call(t, "cognito-idp", "InitiateAuth", map[string]any{
		"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": s.values["clientId"],
		"AuthParameters": map[string]any{"USERNAME": "ana", "PASSWORD": "Cloudy-Day-9"},
	}))
	keep("sign-in", s.signIn(t))
	keep("identity", s.getID(t))
	credentials := keep("credentials", s.getCredentials(t))
	contents["role"] = Content{Exchange: credentials.Inner[0], Account: credentials.Account}
	keep("who", s.whoAmI(t))
	keep("upload", s.upload(t, s.values["IdentityId"]))
	keep("list", s.list(t, s.values["IdentityId"]))
	keep("other folder", s.upload(t, "us-east-1:99999999-aaaa-4bbb-8ccc-000000000009"))
	keep("own API", s.bearer(t))
	contents["inspected"] = Content{Name: "idToken", Value: s.values["AuthenticationResult.IdToken"]}
	return contents, s
}

func shownAt(c Content, s *story, tab Tab, width, height int) Model {
	m := New(NewStyles(theme.Plain()))
	m.SetFocused(true)
	m.SetSize(width, height)
	m.SetNow(s.world.Now().Add(13 * 60e9))
	m.Set(c)
	m.Show(tab)
	return m
}

func TestPanelFrames(t *testing.T) {
	contents, s := contentsOf(t)
	for _, tt := range []struct {
		name, content string
		tab           Tab
		width, height int
		keys          []string
	}{
		{"request of a sign-in", "sign-in", Request, 66, 18, nil},
		{"response of a sign-in", "sign-in", Response, 66, 20, []string{"down", "down", "down", "down"}},
		{"response, folded", "sign-in", Response, 66, 20, []string{"down", "down", "down", "down", "enter"}},
		{"response shown whole", "credentials", Response, 80, 40, []string{"v"}},
		{"response in XML", "role", Response, 80, 30, nil},
		{"list of a bucket", "list", Response, 80, 30, nil},
		{"signed request with a query", "list", Request, 66, 24, nil},
		{"form", "role", Request, 66, 16, nil},
		{"body that is no text", "upload", Request, 80, 20, nil},
		{"body that was not read", "other folder", Request, 80, 20, nil},
		{"why a password was refused", "wrong password", Why, 66, 20, nil},
		{"why credentials came", "credentials", Why, 66, 30, nil},
		{"why a role was given", "role", Why, 80, 60, nil},
		{"why an upload was refused", "other folder", Why, 80, 54, nil},
		{"why, narrow", "other folder", Why, 34, 80, nil},
		{"ID token", "sign-in", Token, 66, 34, []string{"down", "down", "down"}},
		{"access token", "sign-in", Token, 66, 34, []string{"n"}},
		{"refresh token", "sign-in", Token, 66, 20, []string{"n", "n"}},
		{"token shown whole", "sign-in", Token, 66, 44, []string{"v"}},
		{"identity pool token", "role", Token, 80, 26, []string{"n", "down", "down", "down"}},
		{"credentials", "credentials", Token, 66, 18, []string{"down"}},
		{"credentials of a signed request", "who", Token, 66, 18, nil},
		{"token that a lesson inspects", "inspected", Token, 66, 16, nil},
		{"account after an upload", "upload", Account, 66, 26, nil},
		{"account with an open policy", "upload", Account, 80, 44, []string{"home", "down", "down", "down", "down", "down", "down", "down", "down", "down", "right", "down", "down", "right"}},
		{"nothing yet", "nothing", Response, 66, 8, nil},
		{"hardly any room", "sign-in", Token, 28, 5, nil},
		{"low", "sign-in", Token, 80, 9, []string{"down"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := tuitest.Press(t, shownAt(contents[tt.content], s, tt.tab, tt.width, tt.height), tt.keys...)
			tuitest.Frame(t, m.View(), tt.width, tt.height)
			golden.RequireEqual(t, []byte(tuitest.Text(m.View())))
		})
	}
}

func TestEveryFrameIsExact(t *testing.T) {
	contents, s := contentsOf(t)
	for name, c := range contents {
		for _, tab := range All() {
			for _, whole := range []bool{false, true} {
				m := shownAt(c, s, tab, 80, 24)
				m.revealed = whole
				m.stale(All()...)
				for width := 28; width <= 160; width += 3 {
					for _, height := range []int{1, 4, 8, 13, 40} {
						m.SetSize(width, height)
						tuitest.Frame(t, m.View(), width, height)
						if t.Failed() {
							t.Fatalf("%s, %s, %dx%d", name, tab, width, height)
						}
					}
				}
			}
		}
	}
}

func TestSizesOfNothingDrawNothing(t *testing.T) {
	contents, s := contentsOf(t)
	m := shownAt(contents["sign-in"], s, Token, 80, 24)
	for _, size := range [][2]int{{0, 0}, {0, 5}, {5, 0}, {-1, -1}, {1, 1}, {3, 3}} {
		m.SetSize(size[0], size[1])
		if size[0] > 0 && size[1] > 0 {
			tuitest.Frame(t, m.View(), size[0], size[1])
		} else if got := m.View(); got != "" {
			t.Errorf("%v: got %q, want nothing", size, got)
		}
	}
}

func TestSecretsStandThereOnlyWhenAskedFor(t *testing.T) {
	contents, s := contentsOf(t)
	for _, tt := range []struct {
		name, content string
		tab           Tab
		secret        string
	}{
		{"a password", "sign-in", Request, "Sunny-Day-7"},
		{"a wrong password", "wrong password", Request, "Cloudy-Day-9"},
		{"a secret key", "credentials", Response, s.values["Credentials.SecretKey"]},
		{"a secret key in XML", "role", Response, s.values["Credentials.SecretKey"]},
		{"a secret key among tokens", "credentials", Token, s.values["Credentials.SecretKey"]},
	} {
		m := shownAt(contents[tt.content], s, tt.tab, 120, 60)
		if strings.Contains(m.View(), tt.secret) {
			t.Errorf("%s: got it at once, want it hidden", tt.name)
		}
		m = tuitest.Press(t, m, "v")
		if !strings.Contains(m.View(), tt.secret) {
			t.Errorf("%s: got it hidden after v, want it", tt.name)
		}
		if m = tuitest.Press(t, m, "v"); strings.Contains(m.View(), tt.secret) {
			t.Errorf("%s: got it after a second v, want it hidden", tt.name)
		}
	}
}

func TestTabs(t *testing.T) {
	contents, s := contentsOf(t)
	m := shownAt(contents["sign-in"], s, Response, 80, 24)
	m.SetTabs([]Tab{Why, Response})
	for _, tt := range []struct {
		key  string
		want Tab
	}{{"tab", Why}, {"tab", Response}, {"shift+tab", Why}, {"1", Response}, {"2", Why}, {"5", Why}} {
		if m = tuitest.Press(t, m, tt.key); m.Tab() != tt.want {
			t.Errorf("%s: got %s, want %s", tt.key, m.Tab(), tt.want)
		}
	}
	m.Show(Token)
	if m.Tab() != Why {
		t.Errorf("a tab that is not there: got %s, want %s", m.Tab(), Why)
	}
	m.SetTabs([]Tab{Request})
	if m.Tab() != Request || len(m.Tabs()) != 1 {
		t.Errorf("the tab went: got %s of %v, want request alone", m.Tab(), m.Tabs())
	}
}

func TestPlacesAreKeptFromTabToTab(t *testing.T) {
	contents, s := contentsOf(t)
	m := tuitest.Press(t, shownAt(contents["sign-in"], s, Token, 80, 24), "down", "down", "down")
	before := m.View()
	if m = tuitest.Press(t, m, "1", "down", "4"); m.View() != before {
		t.Errorf("got another frame after a look at another tab")
	}
	same := contents["sign-in"]
	m.Set(same)
	if m.View() != before {
		t.Errorf("the same exchange again: got another frame")
	}
	m.Set(contents["credentials"])
	if what, _ := m.Copy(); what != "AccessKeyId" {
		t.Errorf("another exchange: got the cursor on %s, want it on AccessKeyId", what)
	}
}

func TestCursorStaysInSight(t *testing.T) {
	contents, s := contentsOf(t)
	for _, tab := range All() {
		m := shownAt(contents["list"], s, tab, 60, 12)
		for _, name := range []string{"down", "down", "pgdown", "down", "pgdown", "end", "up", "up", "pgup", "home", "down", "G", "g"} {
			m = tuitest.Press(t, m, name)
			v := m.view()
			item, ok := v.item()
			top, bottom := v.pane.Above(), len(v.sheet.lines)-v.pane.Below()
			if ok && (item.last < top || item.first >= bottom) {
				t.Errorf("%s, after %s: cursor in lines %d to %d, in sight are %d to %d", tab, name, item.first, item.last, top, bottom)
			}
		}
	}
}

func TestTheCursorIsThereForAReason(t *testing.T) {
	contents, s := contentsOf(t)
	for _, tt := range []struct {
		name    string
		tab     Tab
		focused bool
		keys    []string
		want    bool
	}{
		{"with the keys", Response, true, nil, true},
		{"without the keys, before it was moved", Response, false, nil, false},
		{"without the keys, where it was put", Response, false, []string{"down"}, true},
		{"where something is said about what it is on", Token, false, nil, true},
		{"where nothing can be selected", Why, true, nil, false},
	} {
		m := shownAt(contents["sign-in"], s, tt.tab, 80, 24)
		m.SetFocused(tt.focused)
		m = tuitest.Press(t, m, tt.keys...)
		if got := strings.Contains(m.View(), theme.SignCursor); got != tt.want {
			t.Errorf("%s: got %t, want %t", tt.name, got, tt.want)
		}
	}
}

func TestLeftFoldsThenGoesOut(t *testing.T) {
	contents, s := contentsOf(t)
	m := tuitest.Press(t, shownAt(contents["sign-in"], s, Response, 80, 24), "end", "up")
	var path []string
	for range 4 {
		what, _ := m.Copy()
		path = append(path, what)
		m = tuitest.Press(t, m, "left")
	}
	want := "AuthenticationResult.RefreshToken AuthenticationResult AuthenticationResult the whole"
	if got := strings.Join(path, " "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestMouse(t *testing.T) {
	contents, s := contentsOf(t)
	m := shownAt(contents["sign-in"], s, Response, 80, 16)
	click := func(x, y int) {
		m, _ = m.Update(tea.MouseMsg{X: x, Y: y, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft})
	}
	lines := strings.Split(tuitest.Text(m.View()), "\n")
	click(strings.Index(lines[1], "Token"), 1)
	if m.Tab() != Token {
		t.Errorf("a click on a tab: got %s, want token", m.Tab())
	}
	click(10, 8)
	what, _ := m.Copy()
	if !strings.Contains(tuitest.Text(m.View()), theme.SignCursor+"   "+what) {
		t.Errorf("a click on a row: got the cursor on %s, and not before it in\n%s", what, tuitest.Text(m.View()))
	}
	m, _ = m.Update(tea.MouseMsg{Button: tea.MouseButtonWheelDown})
	if m.view().pane.Above() == 0 {
		t.Errorf("the wheel: got no scrolling")
	}
	click(10, 200)
	click(79, 1)
}

func TestCopyGivesTheThingInFocus(t *testing.T) {
	contents, s := contentsOf(t)
	for _, tt := range []struct {
		name, content string
		tab           Tab
		keys          []string
		what, text    string
	}{
		{"the request line", "list", Request, nil, "the request line", "GET https://photo-app-uploads.s3.us-east-1.amazonaws.com/?"},
		{"a body", "sign-in", Response, nil, "the answer's body", `{"ChallengeParameters":{}`},
		{"an object", "sign-in", Response, []string{"down", "down", "down", "down"}, "AuthenticationResult", `{"AccessToken":"eyJ`},
		{"a hidden value is copied whole", "sign-in", Request, []string{"end", "up", "up"}, "AuthParameters.PASSWORD", "Sunny-Day-7"},
		{"a token", "sign-in", Token, nil, "ID token", s.values["AuthenticationResult.IdToken"]},
		{"a claim", "sign-in", Token, []string{"down", "down", "down"}, "sub", "74c8e4b8-0051-70a3-2d5e-9f0c1b7a6e11"},
		{"why", "other folder", Why, nil, "why PutObject was answered so", "PutObject 403 AccessDenied\n✓ the request is signed"},
		{"a node", "upload", Account, []string{"home"}, "user pool", "us-east-1_Ab3dEf9Gh"},
		{"nothing", "nothing", Why, nil, "", ""},
	} {
		what, text := tuitest.Press(t, shownAt(contents[tt.content], s, tt.tab, 80, 24), tt.keys...).Copy()
		if what != tt.what || !strings.HasPrefix(text, tt.text) {
			t.Errorf("%s: got %q, %.60q, want %q, %.60q", tt.name, what, text, tt.what, tt.text)
		}
	}
}

func TestKeysFitWhatIsShown(t *testing.T) {
	contents, s := contentsOf(t)
	for _, tt := range []struct {
		name string
		m    Model
		want string
	}{
		{"several tokens", shownAt(contents["sign-in"], s, Token, 80, 24), "↑↓ n tab v"},
		{"something to fold", tuitest.Press(t, shownAt(contents["sign-in"], s, Response, 80, 24), "end"), "↑↓ tab v"},
		{"a tree", tuitest.Press(t, shownAt(contents["upload"], s, Account, 80, 40), "home"), "↑↓ enter tab"},
		{"nothing", shownAt(Content{}, s, Response, 80, 24), "tab v"},
	} {
		var names []string
		for _, k := range tt.m.Keys() {
			if k.Help().Key == "pgdn" {
				break
			}
			names = append(names, k.Help().Key)
		}
		if got := strings.Join(names, " "); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestTheAccountOpensAtWhatTheLastCallChanged(t *testing.T) {
	contents, s := contentsOf(t)
	m := shownAt(contents["upload"], s, Account, 80, 12)
	if !strings.Contains(m.View(), "cat.jpg") || !strings.Contains(m.View(), changed) {
		t.Errorf("the upload is out of sight:\n%s", m.View())
	}
	m = tuitest.Press(t, m, "home")
	m.Set(contents["upload"])
	if !strings.Contains(m.View(), "user pool photo-people") {
		t.Errorf("the same call took the learner's place away:\n%s", m.View())
	}
}

func TestACopyGoesItsOwnWay(t *testing.T) {
	contents, s := contentsOf(t)
	m := shownAt(contents["sign-in"], s, Response, 80, 24)
	before := m.View()
	other := tuitest.Press(t, m, "end", "up", "left", "left", "v", "tab", "tab")
	other.Set(contents["upload"])
	if m.View() != before || m.folded(Response, "AuthenticationResult", false) {
		t.Errorf("got changes of a copy in the original")
	}
}
