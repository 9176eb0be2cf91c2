package serve

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func limited(f func(*Limits)) change { return func(c *Config, _ *Start) { f(&c.Limits) } }

// raw is a client that sends what it likes.
type raw struct {
	*net.TCPConn
	t *testing.T
}

func (l listener) dial(t *testing.T) raw {
	t.Helper()
	conn, err := net.Dial("tcp", l.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() }) // it may be closed already
	return raw{conn.(*net.TCPConn), t}
}

// send writes; that the other end has closed already is no mistake of the client's.
func (r raw) send(text string) { _, _ = io.WriteString(r.TCPConn, text) }

// enter sends a head and asks whether the body may follow. "100 Continue" says that the request is in its lane, because
// the handler asks for the body there; anything else is the beginning of a refusal.
func (r raw) enter(head string) string {
	r.t.Helper()
	r.send(strings.Replace(head, "\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n", 1))
	line := make([]byte, len("HTTP/1.1 100 Continue\r\n\r\n")) // not a byte more: what comes next is the answer
	if _, err := io.ReadFull(r.TCPConn, line); err != nil {
		r.t.Fatal(err)
	}
	return string(line)
}

// answer reads an answer; nil is a connection that was closed without one.
func (r raw) answer() *http.Response {
	r.t.Helper()
	resp, err := http.ReadResponse(bufio.NewReader(r.TCPConn), nil)
	if err != nil {
		return nil
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Errorf("the answer ends early: %v", err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp
}

// signed is the head of an upload by the administrator whose body is not signed.
func (s sdk) signed(t *testing.T, key, lengths string) string {
	t.Helper()
	r, err := http.NewRequest("PUT", s.endpoint+"/photo-app-uploads/"+key, nil)
	if err != nil {
		t.Fatal(err)
	}
	const unsigned = "UNSIGNED-PAYLOAD"
	r.Header.Set("X-Amz-Content-Sha256", unsigned)
	who, err := s.admin().Credentials.Retrieve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := v4.NewSigner().SignHTTP(t.Context(), who, r, unsigned, "s3", "us-east-1", time.Now()); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "PUT %s HTTP/1.1\r\nHost: %s\r\n%s", r.URL.Path, s.address, lengths)
	if err := r.Header.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String() + "\r\n"
}

// others says whether somebody else is served.
func (s sdk) others(t *testing.T) {
	t.Helper()
	tokens, err := s.signIn(t.Context())
	if err != nil {
		t.Fatalf("somebody else's sign-in: %v", err)
	}
	identity, credentials, err := s.trade(t.Context(), s.values["provider"], *tokens.IdToken)
	if err == nil {
		err = s.put(t.Context(), credentials, "uploads/"+identity+"/x", []byte("a photo"))
	}
	if err != nil {
		t.Errorf("somebody else's upload: %v", err)
	}
}

// said is the status of an answer with the code in it, or "closed".
func said(resp *http.Response, codes ...string) string {
	if resp == nil {
		return "closed"
	}
	body, _ := io.ReadAll(resp.Body) // it is in memory
	for _, code := range codes {
		if bytes.Contains(body, []byte(code)) {
			return fmt.Sprintf("%d %s", resp.StatusCode, code)
		}
	}
	return fmt.Sprintf("%d %s", resp.StatusCode, body)
}

const jsonHead = "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AWSCognitoIdentityProviderService.InitiateAuth\r\n"

// TestABadClientHurtsOnlyItself sends what no good client sends: one clear answer or a closed connection, and everybody
// else is served meanwhile and afterwards.
func TestABadClientHurtsOnlyItself(t *testing.T) {
	soon := limited(func(l *Limits) { l.Header, l.Body = 100*time.Millisecond, 100*time.Millisecond })
	idle := limited(func(l *Limits) { l.Idle = 200 * time.Millisecond })
	for _, tt := range []struct {
		name   string
		change change
		sends  func(s sdk, t *testing.T) string
		ends   bool // the client says that nothing more comes
		want   string
	}{
		{"headers that never end", soon, func(sdk, *testing.T) string { return "POST / HTTP/1.1\r\nHost: x\r\n" }, false, "closed"},
		{"a JSON body that never ends", soon, func(sdk, *testing.T) string { return jsonHead + "Content-Length: 100\r\n\r\n{" }, false, "408 RequestTimeout"},
		{"an upload that stands still", idle, func(s sdk, t *testing.T) string {
			return s.signed(t, "half", "Content-Length: 1000\r\n") + "half"
		}, false, "400 RequestTimeout"},
		{"a JSON body that breaks off", nil, func(sdk, *testing.T) string { return jsonHead + "Content-Length: 100\r\n\r\n{" }, true, "400 IncompleteBody"},
		{"an upload that breaks off", nil, func(s sdk, t *testing.T) string {
			return s.signed(t, "half", "Content-Length: 1000\r\n") + "half"
		}, true, "400 IncompleteBody"},
		{"chunks of JSON that are none", nil, func(sdk, *testing.T) string {
			return jsonHead + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"
		}, false, "400 IncompleteBody"},
		{"an upload without a length", nil, func(s sdk, t *testing.T) string {
			return s.signed(t, "half", "Transfer-Encoding: chunked\r\n") + "zz\r\n"
		}, false, "411 MissingContentLength"},
		{"a length that is no number", nil, func(sdk, *testing.T) string { return jsonHead + "Content-Length: many\r\n\r\n{}" }, false, "400 Bad Request"},
		{"two lengths", nil, func(sdk, *testing.T) string {
			return jsonHead + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"
		}, false, "400 Bad Request"},
		{"no HTTP at all", nil, func(sdk, *testing.T) string { return "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n" }, false, "400 Bad Request"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			changes := []change{}
			if tt.change != nil {
				changes = append(changes, tt.change)
			}
			s := newSDK(t, listen(t, photoApp(t), changes...))
			bad := s.dial(t)
			bad.send(tt.sends(s, t))
			if tt.ends {
				if err := bad.CloseWrite(); err != nil {
					t.Fatal(err)
				}
			}
			if got := said(bad.answer(), "RequestTimeout", "IncompleteBody", "MissingContentLength", "Bad Request"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got, err := s.admins("half", t.Context()); err == nil {
				t.Errorf("half an object is stored: %q", got)
			}
			s.others(t)
		})
	}
}

// admins reads an object as the administrator.
func (s sdk) admins(key string, ctx context.Context) (string, error) {
	who := s.values
	r, err := http.NewRequestWithContext(ctx, "GET", s.endpoint+"/"+who["bucket"]+"/"+key, nil)
	if err != nil {
		return "", err
	}
	const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	r.Header.Set("X-Amz-Content-Sha256", empty)
	keys := aws.Credentials{AccessKeyID: who["adminCredentials.AccessKeyId"], SecretAccessKey: who["adminCredentials.SecretKey"]}
	if err := v4.NewSigner().SignHTTP(ctx, keys, r, empty, "s3", "us-east-1", time.Now()); err != nil {
		return "", err
	}
	resp, err := s.client.Do(r)
	if err != nil {
		return "", err
	}
	body, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err == nil && resp.StatusCode != 200 {
		err = fmt.Errorf("%s: %s", resp.Status, body)
	}
	return string(body), err
}

// TestAFullQueueSaysSo fills one lane; the other one and, afterwards, the full one answer.
func TestAFullQueueSaysSo(t *testing.T) {
	s := newSDK(t, listen(t, photoApp(t), limited(func(l *Limits) { l.Calls, l.Uploads = 1, 1 })))
	waits := func(sent string) raw {
		r := s.dial(t)
		if got := r.enter(sent); !strings.Contains(got, "100 Continue") {
			t.Fatalf("got %q, want to be let in", got)
		}
		return r
	}
	upload := waits(s.signed(t, "slow", "Content-Length: 4\r\n"))
	if _, err := s.signIn(t.Context()); err != nil {
		t.Errorf("a call beside an upload: %v", err)
	}
	if _, err := s.admins("slow", t.Context()); err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("a second upload: got %v, want 503", err)
	}
	upload.send("cats")
	if got := upload.answer(); got == nil || got.StatusCode != 200 {
		t.Errorf("the first upload: got %v", got)
	}
	call := waits(jsonHead + "Content-Length: 2\r\n\r\n")
	if _, err := s.signIn(t.Context()); err == nil || code(err) != "ServiceUnavailable" {
		t.Errorf("a second call: got %v, want ServiceUnavailable", err)
	}
	call.send("{}")
	if got := said(call.answer(), "InvalidParameterException"); !strings.HasPrefix(got, "400") {
		t.Errorf("the first call: got %s", got)
	}
	if got, err := s.admins("slow", t.Context()); err != nil || got != "cats" {
		t.Errorf("got %q, %v", got, err)
	}
	s.others(t)
}

func TestConnectionsBeyondTheirNumberAreTurnedAway(t *testing.T) {
	s := newSDK(t, listen(t, photoApp(t), limited(func(l *Limits) { l.Connections = 1 })))
	first := s.dial(t)
	first.send(jsonHead + "Content-Length: 2\r\n\r\n{}")
	if got := first.answer(); got == nil || got.StatusCode != 400 {
		t.Fatalf("the first: got %v", got)
	}
	second := s.dial(t)
	second.send(jsonHead + "Content-Length: 2\r\n\r\n{}")
	if got := said(second.answer()); !strings.HasPrefix(got, "503") {
		t.Errorf("the second: got %q, want 503", got)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	for s.refused(t) { // until the listener has noticed that the first is gone
	}
}

// refused asks on a connection of its own whether there is room.
func (s sdk) refused(t *testing.T) bool {
	t.Helper()
	r := s.dial(t)
	r.send(jsonHead + "Connection: close\r\nContent-Length: 2\r\n\r\n{}")
	got := r.answer()
	return got == nil || got.StatusCode == 503
}

// TestAClientThatVanishesLeavesNothing breaks an upload off in the middle, many times, where only one has room.
func TestAClientThatVanishesLeavesNothing(t *testing.T) {
	s := newSDK(t, listen(t, photoApp(t), limited(func(l *Limits) { l.Uploads = 1 })))
	if err := s.adminPuts(t.Context(), "big", make([]byte, 4<<20)); err != nil {
		t.Fatal(err)
	}
	for gone := 0; gone < 20; {
		r := s.dial(t)
		if got := r.enter(s.signed(t, "half", "Content-Length: 1000000\r\n")); strings.Contains(got, "503") {
			continue // the one before is not noticed yet
		} else if !strings.Contains(got, "100 Continue") {
			t.Fatalf("got %q, want to be let in", got)
		}
		r.send(strings.Repeat("x", 300_000))
		if err := r.SetLinger(0); err != nil { // a reset, as when a machine loses its network
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		gone++
	}
	for { // until the last one is noticed: there is no room before that
		_, err := s.admins("half", t.Context())
		if err != nil && strings.Contains(err.Error(), "404") {
			break
		}
		if err == nil || !strings.Contains(err.Error(), "503") {
			t.Fatalf("half an object: got %v, want 404", err)
		}
	}
	if got := s.stored(t); got != 1 {
		t.Errorf("got %d files, want that of the whole object", got)
	}
	s.others(t)
}

// adminPuts stores an object as the administrator.
func (s sdk) adminPuts(ctx context.Context, key string, body []byte) error {
	client := s3.NewFromConfig(s.admin(), func(o *s3.Options) { o.UsePathStyle = true })
	_, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String(s.values["bucket"]), Key: aws.String(key), Body: bytes.NewReader(body)})
	return err
}

// TestAFolderThatIsGoneIsToldToOneClient takes the objects' folder away: uploads that need it are refused, the rest goes on.
func TestAFolderThatIsGoneIsToldToOneClient(t *testing.T) {
	s := newSDK(t, listen(t, photoApp(t)))
	folder := s.era.Load().blobs.folder
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	if err := s.adminPuts(t.Context(), "big", make([]byte, small+1)); code(err) != "InternalError" {
		t.Errorf("an upload: got %v, want InternalError", err)
	}
	s.others(t)
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := s.adminPuts(t.Context(), "big", make([]byte, small+1)); err != nil {
		t.Errorf("when the folder is there again: %v", err)
	}
}

func (s sdk) stored(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir(s.era.Load().blobs.folder)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}
