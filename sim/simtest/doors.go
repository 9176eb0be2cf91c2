package simtest

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/keyring"
)

// keys are shared by all scripts of a test binary: making them is most of the time that an
// account takes.
var keys = &keyring.Ring{}

// InProcess opens an account whose door is the RoundTripper itself.
func InProcess(t *testing.T, a account.Account) Door {
	return world(t, sim.Config{Account: a, Keys: keys})
}

func world(t *testing.T, c sim.Config) *sim.World {
	t.Helper()
	w, err := sim.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// BehindListener opens the same account behind a TLS listener on the loopback address: what
// net/http's server does to requests must not change an answer.
func BehindListener(t *testing.T, a account.Account) Door {
	t.Helper()
	return listen(t, world(t, sim.Config{Account: a, Keys: keys}))
}

func listen(t *testing.T, w *sim.World) Door {
	server := httptest.NewTLSServer(w)
	t.Cleanup(server.Close)
	address := server.Listener.Addr().String()
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, address)
		},
		// The certificate is for the listener, the names are AWS's.
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // loopback, in a test
	}
	t.Cleanup(transport.CloseIdleConnections)
	return listening{World: w, transport: transport}
}

// listening is a World that is reached over its listener.
type listening struct {
	*sim.World
	transport *http.Transport
}

func (l listening) RoundTrip(r *http.Request) (*http.Response, error) {
	return l.transport.RoundTrip(r)
}
