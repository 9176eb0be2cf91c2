package serve

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/keyring"
	"poolschool/sim/wire"
)

// keys are shared by all tests: making them takes most of an account's time.
var keys = &keyring.Ring{}

func photoApp(t testing.TB) account.Account {
	t.Helper()
	data, err := os.ReadFile("../../lessons/accounts/photo-app.json")
	if err != nil {
		t.Fatal(err)
	}
	a, err := account.Parse("photo-app.json", data)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// listener is a server that is listening, with its account.
type listener struct {
	*Account
	address  string
	endpoint string
	folder   string // in which the account's folder lies
	stop     func() error
}

// change alters what a listener is made of.
type change func(*Config, *Start)

func still(_ *Config, s *Start) { s.Base = func() time.Time { return sim.Epoch } }

// listen opens an account behind a listener of its own, as the command does.
func listen(t testing.TB, a account.Account, changes ...change) listener {
	t.Helper()
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	endpoint := "http://" + socket.Addr().String()
	config := Config{Limits: DefaultLimits(), Now: time.Now}
	start := Start{Account: a, Endpoint: endpoint, Base: time.Now, Chance: chance.Crypto(), Keys: keys, Folder: t.TempDir(), Kept: 1000}
	for _, change := range changes {
		change(&config, &start)
	}
	acc, err := Open(start)
	if err != nil {
		t.Fatal(err)
	}
	config.Control, config.Stopping = NewControl(acc, socket.Addr()), acc.Stop
	if config.World == nil {
		config.World = acc.World
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- New(config).Serve(ctx, socket) }()
	var over bool
	stop := func() error {
		if over {
			return nil
		}
		over = true
		cancel()
		return <-ended
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("the end: %v", err)
		}
		if err := acc.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
		if left, err := os.ReadDir(start.Folder); err != nil || len(left) > 0 {
			t.Errorf("the folder still holds %v (%v)", left, err)
		}
	})
	return listener{Account: acc, address: socket.Addr().String(), endpoint: endpoint, folder: start.Folder, stop: stop}
}

// world is the account as it stands.
func (l listener) world() *sim.World { return l.World(nil) }

// door plays scripts and SDKs on the one address: AWS's own addresses in scripts become paths of it.
type door struct {
	listener
	transport *http.Transport
}

func openDoor(t testing.TB, a account.Account, changes ...change) door {
	l := listen(t, a, changes...)
	transport := &http.Transport{MaxIdleConnsPerHost: 256}
	t.Cleanup(transport.CloseIdleConnections)
	return door{l, transport}
}

func (d door) Operation(service, name string) (wire.Operation, bool) {
	return d.world().Operation(service, name)
}
func (d door) Endpoint(string) string             { return d.endpoint }
func (d door) Values() map[string]string          { return d.world().Values() }
func (d door) Now() time.Time                     { return d.world().Now() }
func (d door) Code(address string) (string, bool) { return d.world().Code(address) }
func (d door) Advance(by time.Duration) {
	if _, err := d.advance(by); err != nil {
		panic(err)
	}
}

// Here implements simtest.Moved: issuers and login pages stand under the endpoint.
func (d door) Here(line string) string {
	if strings.Contains(line, `"Url"`) {
		return line // IAM takes providers by https only; a user pool is known to it by AWS's own name
	}
	return strings.NewReplacer(
		"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_", d.endpoint+"/us-east-1_",
		"https://photo-app.auth.us-east-1.amazoncognito.com", d.endpoint,
		url.QueryEscape("https://photo-app.auth.us-east-1.amazoncognito.com"), url.QueryEscape(d.endpoint),
	).Replace(line)
}

// RoundTrip sends a request to the listener. Login servers of others and the application have no path of their own:
// they are reached by their names, as through a proxy.
func (d door) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	host := r.URL.Host
	r.URL.Scheme, r.URL.Host = "http", d.address
	if r.Host = host; host == d.address || strings.HasPrefix(host, "cognito-") {
		r.Host = ""
	}
	return d.transport.RoundTrip(r)
}

// post sends a request to the listener itself.
func (l listener) send(t testing.TB, method, path, body string, headers ...string) *http.Response {
	t.Helper()
	target, err := url.Parse(l.endpoint)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequest(method, target.String()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	return resp
}
