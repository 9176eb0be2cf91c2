package serve

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"poolschool/sim/account"
)

var (
	loadFor     = flag.Duration("load", 0, "how long TestLoad keeps its clients going; 0 is one round")
	loadClients = flag.Int("load.clients", 40, "how many clients TestLoad has at once")
)

const (
	loadBody = 64 << 10
	loadKeys = 4 // how many objects a client writes, over and over: what is stored does not grow with the time
	// warmRounds write every object once, so that what is stored is there before memory is measured.
	warmRounds = loadKeys
	// loadGrowth is how much more memory may be in use after the load than before it, in bytes, when the sign-ins of
	// the load are over.
	loadGrowth = 16 << 20
)

// TestLoad has many clients sign in, exchange the token and upload at the same time, with the official SDK, until the time
// is over. Nothing may be refused, every object must be there with its bytes, and memory must be what it was
// once what the clients were given has expired.
func TestLoad(t *testing.T) {
	few := func(_ *Config, s *Start) { s.Kept = 100 } // with bodies: what the trace holds shall not count here
	s := newSDK(t, listen(t, crowdOf(t, *loadClients), few))
	clients := make([]*loadClient, *loadClients)
	for i := range clients {
		clients[i] = &loadClient{sdk: s, name: fmt.Sprintf("client-%03d", i)}
	}
	all := func(plays func(*loadClient, context.Context) error, more func(c *loadClient, round int) bool) {
		var wg sync.WaitGroup
		for _, c := range clients {
			wg.Go(func() {
				for round := 0; c.err == nil && more(c, round); round++ {
					c.err = plays(c, t.Context())
				}
			})
		}
		wg.Wait()
	}
	all((*loadClient).uploads, func(_ *loadClient, round int) bool { return round < warmRounds })
	for _, c := range clients {
		c.took = nil
	}
	before, begun := heap(), time.Now()
	all((*loadClient).uploads, func(_ *loadClient, round int) bool { return round == 0 || time.Since(begun) < *loadFor })
	lasted := time.Since(begun)
	t.Log(figures(clients, lasted))
	for _, c := range clients {
		if c.err == nil {
			c.err = c.finds(t.Context())
		}
		if c.err != nil {
			t.Errorf("%s: %v", c.name, c.err)
		}
	}
	during := heap()
	if _, err := s.advance(loadOver); err != nil {
		t.Fatal(err)
	}
	// What has expired goes when as much has come again.
	all((*loadClient).signsIn, func(c *loadClient, round int) bool { return round <= c.rounds })
	all((*loadClient).uploads, func(_ *loadClient, round int) bool { return round < warmRounds })
	for _, c := range clients {
		if c.err != nil {
			t.Errorf("%s, when all has expired: %v", c.name, c.err)
		}
		c.took = nil
	}
	after := heap()
	t.Logf("memory in use: %d KiB before, %d KiB with the sign-ins of the load, %d KiB when they have expired", before>>10, during>>10, after>>10)
	if most := before + loadGrowth; after > most {
		t.Errorf("memory after the load: got %d KiB, want at most %d KiB", after>>10, most>>10)
	}
	runtime.KeepAlive(s)
}

// loadOver is longer than anything lives that a sign-in gives out: the refresh token has 30 days.
const loadOver = 31 * 24 * time.Hour

// figures say how fast the clients were answered.
func figures(clients []*loadClient, lasted time.Duration) string {
	var took []time.Duration
	for _, c := range clients {
		took = append(took, c.took...)
	}
	if len(took) == 0 {
		return "no request was answered"
	}
	slices.Sort(took)
	at := func(part float64) time.Duration {
		return took[int(part*float64(len(took)-1))].Round(10 * time.Microsecond)
	}
	return fmt.Sprintf("%d clients, %d requests in %.1f s: %.0f requests/s, p50 %s, p99 %s",
		len(clients), len(took), lasted.Seconds(), float64(len(took))/lasted.Seconds(), at(0.5), at(0.99))
}

// crowdOf is the photo app's account with a user for each client.
func crowdOf(t testing.TB, n int) account.Account {
	a := photoApp(t)
	for i := range n {
		a.UserPools[0].Users = append(a.UserPools[0].Users, account.User{
			Username: fmt.Sprintf("client-%03d", i), Password: loadPassword,
			Attributes: map[string]string{"email": fmt.Sprintf("client-%03d@example.com", i)},
		})
	}
	return a
}

const loadPassword = "Load-Test-2026"

// heap is how much memory is in use, in bytes, when what nobody needs is gone.
func heap() uint64 {
	runtime.GC()
	runtime.GC() // what finalizers and pools held goes in the second run
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// loadClient is one person who uploads photos.
type loadClient struct {
	sdk
	name   string
	rounds int
	wrote  [loadKeys]string // hashes of the last bodies
	prefix string
	took   []time.Duration
	err    error
}

// own is the SDK with the client's own name.
func (c *loadClient) own() sdk {
	mine := c.sdk
	mine.values = map[string]string{
		"clientId": c.values["clientId"], "username": c.name, "password": loadPassword,
		"identityPoolId": c.values["identityPoolId"], "bucket": c.values["bucket"],
	}
	return mine
}

// signsIn is the first part of a round.
func (c *loadClient) signsIn(ctx context.Context) error {
	_, err := c.own().signIn(ctx)
	return err
}

// uploads is one round: sign in, GetId, GetCredentialsForIdentity, PutObject.
func (c *loadClient) uploads(ctx context.Context) error {
	mine := c.own()
	start := time.Now()
	tokens, err := mine.signIn(ctx)
	if err != nil {
		return fmt.Errorf("sign-in: %w", err)
	}
	signedIn := time.Now()
	identity, credentials, err := mine.trade(ctx, c.values["provider"], *tokens.IdToken)
	if err != nil {
		return fmt.Errorf("exchange: %w", err)
	}
	traded := time.Now()
	n := c.rounds % loadKeys
	body := bytes.Repeat([]byte(fmt.Sprintf("%s %07d ", c.name, c.rounds)), loadBody/19)
	c.prefix = "uploads/" + identity + "/"
	if err := mine.put(ctx, credentials, fmt.Sprintf("%s%d", c.prefix, n), body); err != nil {
		return fmt.Errorf("upload: %w", err)
	}
	each := traded.Sub(signedIn) / 2
	c.took = append(c.took, signedIn.Sub(start), each, each, time.Since(traded))
	c.wrote[n] = fmt.Sprintf("%x", sha256.Sum256(body))
	c.rounds++
	return nil
}

// finds reads back what the client wrote.
func (c *loadClient) finds(ctx context.Context) error {
	client := s3.NewFromConfig(c.admin(), func(o *s3.Options) { o.UsePathStyle = true })
	var lost error
	for n, want := range c.wrote {
		if want == "" {
			continue
		}
		key := fmt.Sprintf("%s%d", c.prefix, n)
		out, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(c.values["bucket"]), Key: aws.String(key)})
		if err != nil {
			lost = errors.Join(lost, fmt.Errorf("%s: %w", key, err))
			continue
		}
		body, err := io.ReadAll(out.Body)
		if got := fmt.Sprintf("%x", sha256.Sum256(body)); err != nil || got != want {
			lost = errors.Join(lost, fmt.Errorf("%s: got %d other bytes, %w", key, len(body), err))
		}
	}
	return lost
}
