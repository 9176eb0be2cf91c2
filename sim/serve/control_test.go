package serve

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/go-json-experiment/json"
)

func text(t testing.TB, resp *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(body))
}

func TestControlAnswersOnlyItsOwnMachineAndName(t *testing.T) {
	l := listen(t, photoApp(t))
	control := NewControl(l.Account, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 4566})
	for _, tt := range []struct {
		name, peer, host string
		headers          []string
		want             int
	}{
		{"the listener's own address", "127.0.0.1:9", "127.0.0.1:4566", nil, 200},
		{"localhost with the port", "127.0.0.1:9", "localhost:4566", nil, 200},
		{"a program over IPv6", "[::1]:9", "localhost:4566", nil, 200},
		{"a page of the same origin", "127.0.0.1:9", "127.0.0.1:4566", []string{"Origin", "http://127.0.0.1:4566", "Sec-Fetch-Site", "same-origin"}, 200},
		{"an address that a person has typed", "127.0.0.1:9", "127.0.0.1:4566", []string{"Sec-Fetch-Site", "none"}, 200},
		{"another machine", "192.168.1.7:9", "127.0.0.1:4566", nil, 403},
		{"nobody knows who", "@", "127.0.0.1:4566", nil, 403},
		{"a name that was made to point here", "127.0.0.1:9", "evil.example:4566", nil, 403},
		{"localhost with another port", "127.0.0.1:9", "localhost:80", nil, 403},
		{"localhost without a port", "127.0.0.1:9", "localhost", nil, 403},
		{"a name below localhost", "127.0.0.1:9", "photos.localhost:4566", nil, 403},
		{"a page of another origin", "127.0.0.1:9", "127.0.0.1:4566", []string{"Origin", "http://evil.example"}, 403},
		{"a page of another port", "127.0.0.1:9", "127.0.0.1:4566", []string{"Origin", "http://127.0.0.1:8400"}, 403},
		{"a page that has two names for this machine", "127.0.0.1:9", "127.0.0.1:4566", []string{"Origin", "http://localhost:4566"}, 403},
		{"a page over https", "127.0.0.1:9", "127.0.0.1:4566", []string{"Origin", "https://127.0.0.1:4566"}, 403},
		{"a page without an origin", "127.0.0.1:9", "127.0.0.1:4566", []string{"Origin", "null"}, 403},
		{"an image on another page", "127.0.0.1:9", "127.0.0.1:4566", []string{"Sec-Fetch-Site", "cross-site"}, 403},
	} {
		for method, path := range map[string]string{"GET": "inbox", "POST": "reset"} {
			r := httptest.NewRequest(method, controlPath+path, nil)
			r.RemoteAddr, r.Host = tt.peer, tt.host
			for i := 0; i+1 < len(tt.headers); i += 2 {
				r.Header.Set(tt.headers[i], tt.headers[i+1])
			}
			w := httptest.NewRecorder()
			control.ServeHTTP(w, r)
			want := tt.want
			if want == 200 && path == "reset" {
				want = 204
			}
			if w.Code != want {
				t.Errorf("%s: %s %s: got %d, want %d", tt.name, method, path, w.Code, want)
			}
			for name := range w.Header() {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s: the answer has %s; no page may read it", tt.name, name)
				}
			}
		}
	}
}

func TestControlOfAListenerOnEveryAddressIsForThisMachine(t *testing.T) {
	hosts := ownHosts(&net.TCPAddr{IP: net.IPv4zero, Port: 4566})
	if got, want := strings.Join(hosts, " "), "127.0.0.1:4566 [::1]:4566 localhost:4566"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := strings.Join(ownHosts(&net.TCPAddr{IP: net.IPv6loopback, Port: 80}), " "), "[::1]:80 [::1] localhost:80 localhost"; got != want {
		t.Errorf("on port 80: got %s, want %s", got, want)
	}
}

func TestControlRefusesQuestionsBeforeCrossOriginCalls(t *testing.T) {
	l := listen(t, photoApp(t))
	resp := l.send(t, "OPTIONS", "/_poolschool/reset", "", "Origin", l.endpoint, "Access-Control-Request-Method", "POST")
	if resp.StatusCode != 405 || resp.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("got %d %v, want 405 without CORS headers", resp.StatusCode, resp.Header)
	}
	if resp := l.send(t, "GET", "/_poolschool/nothing", ""); resp.StatusCode != 404 {
		t.Errorf("an unknown path: got %d, want 404", resp.StatusCode)
	}
}

func TestClockTakesDurationsAboveZero(t *testing.T) {
	l := listen(t, photoApp(t), still)
	for _, tt := range []struct {
		name, body string
		want       int
	}{
		{"an hour", `{"advance": "1h"}`, 200},
		{"seconds", `{"advance":"90s"}`, 200},
		{"nothing", ``, 400},
		{"no JSON", `1h`, 400},
		{"a number", `{"advance": 3600}`, 400},
		{"no unit", `{"advance": "3600"}`, 400},
		{"no time at all", `{"advance": "0s"}`, 400},
		{"backwards", `{"advance": "-1h"}`, 400},
		{"further than anything lives", `{"advance": "876001h"}`, 400},
		{"another member", `{"advance": "1h", "to": "noon"}`, 400},
		{"a member twice", `{"advance": "1h", "advance": "2h"}`, 400},
		{"a member in capitals", `{"Advance": "1h"}`, 400},
		{"too long", `{"advance": "` + strings.Repeat("1", maxBody) + `s"}`, 413},
	} {
		before := l.world().Now()
		resp := l.send(t, "POST", "/_poolschool/clock", tt.body)
		if resp.StatusCode != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, resp.StatusCode, tt.want)
		}
		if moved := l.world().Now().Sub(before); (moved > 0) != (tt.want == 200) {
			t.Errorf("%s: the clock moved by %s", tt.name, moved)
		}
	}
	resp := l.send(t, "GET", "/us-east-1_Ab3dEf9Gh/.well-known/jwks.json", "")
	if got, want := resp.Header.Get("Date"), "Mon, 05 Jan 2026 11:01:30 GMT"; got != want {
		t.Errorf("an hour and 90 seconds later Date is %s, want %s", got, want)
	}
}

func TestClockStopsBeforeItOverflows(t *testing.T) {
	l := listen(t, photoApp(t), still)
	if _, err := l.advance(furthest); err != nil {
		t.Fatal(err)
	}
	if _, err := l.advance(time.Nanosecond); err == nil {
		t.Error("beyond the furthest: got no error")
	}
}

func TestResetKeepsIDsKeysAndTheLearner(t *testing.T) {
	s, ctx := newSDK(t, listen(t, photoApp(t))), t.Context()
	before, keysBefore := Variables(s.world(), s.endpoint), text(t, s.send(t, "GET", "/us-east-1_Ab3dEf9Gh/.well-known/jwks.json", ""))
	tokens, err := s.signIn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	client := s3.NewFromConfig(s.admin(), func(o *s3.Options) { o.UsePathStyle = true })
	if _, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String("photo-app-uploads"), Key: aws.String("mine"), Body: bytes.NewReader(make([]byte, small+1))}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	if resp := s.send(t, "POST", "/_poolschool/reset", ""); resp.StatusCode != 204 {
		t.Fatalf("reset: got %d", resp.StatusCode)
	}
	if got, want := Dotenv(Variables(s.world(), s.endpoint)), Dotenv(before); got != want {
		t.Errorf("after a reset the variables are\n%s\nwant\n%s", got, want)
	}
	if got := text(t, s.send(t, "GET", "/us-east-1_Ab3dEf9Gh/.well-known/jwks.json", "")); got != keysBefore {
		t.Errorf("after a reset the pool's keys are\n%s\nwant\n%s", got, keysBefore)
	}
	if ahead := time.Until(s.world().Now()); ahead > time.Minute {
		t.Errorf("the clock is still %s ahead", ahead)
	}
	if _, err := client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: aws.String("photo-app-uploads"), Key: aws.String("mine")}); err == nil {
		t.Error("an object is still there")
	}
	if _, err := cognitoidentityprovider.NewFromConfig(s.config).GetUser(ctx, &cognitoidentityprovider.GetUserInput{AccessToken: tokens.AccessToken}); code(err) != "NotAuthorizedException" {
		t.Logf("an old access token: %v", err) // its signature holds, as it does at AWS until it ends
	}
	if _, err := s.signIn(ctx); err != nil {
		t.Errorf("the learner after a reset: %v", err)
	}
}

func TestWhatHappensAfterwardsDiffersFromResetToReset(t *testing.T) {
	l := listen(t, photoApp(t))
	first := l.world().Log()
	a := l.send(t, "GET", "/us-east-1_Ab3dEf9Gh/.well-known/jwks.json", "")
	_ = text(t, a)
	one := first.Since(0)[0].RequestID
	if err := l.Reset(); err != nil {
		t.Fatal(err)
	}
	_ = text(t, l.send(t, "GET", "/us-east-1_Ab3dEf9Gh/.well-known/jwks.json", ""))
	if two := l.world().Log().Since(0)[0].RequestID; two == one {
		t.Errorf("both request ids are %s", one)
	}
}

func TestInboxListsWhatWasSent(t *testing.T) {
	s, ctx := newSDK(t, listen(t, photoApp(t))), t.Context()
	if got := text(t, s.send(t, "GET", "/_poolschool/inbox", "")); got != "[]" {
		t.Errorf("at first: got %s, want []", got)
	}
	_, err := cognitoidentityprovider.NewFromConfig(s.config).ForgotPassword(ctx, &cognitoidentityprovider.ForgotPasswordInput{ClientId: aws.String(s.values["clientId"]), Username: aws.String("ana")})
	if err == nil {
		_, err = cognitoidentityprovider.NewFromConfig(s.config).SignUp(ctx, &cognitoidentityprovider.SignUpInput{
			ClientId: aws.String(s.values["clientId"]), Username: aws.String("cleo"), Password: aws.String("Windy-Day-9"),
			UserAttributes: nil,
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	var letters []map[string]string
	resp := s.send(t, "GET", "/_poolschool/inbox", "")
	if err := json.UnmarshalRead(resp.Body, &letters); err != nil {
		t.Fatal(err)
	}
	if len(letters) != 1 || letters[0]["to"] != "ana@example.com" || len(letters[0]["code"]) != 6 || !strings.Contains(letters[0]["body"], letters[0]["code"]) || letters[0]["subject"] == "" {
		t.Errorf("got %v", letters)
	}
}

func TestTraceStreamsWithoutSecrets(t *testing.T) {
	s, ctx := newSDK(t, listen(t, photoApp(t))), t.Context()
	resp := s.send(t, "GET", "/_poolschool/trace", "")
	tokens, err := s.signIn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	identity, credentials, err := s.trade(ctx, s.values["provider"], *tokens.IdToken)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := s3.NewPresignClient(s.desk(credentials)).PresignGetObject(ctx, &s3.GetObjectInput{Bucket: aws.String("photo-app-uploads"), Key: aws.String("uploads/" + identity + "/none")})
	if err != nil {
		t.Fatal(err)
	}
	missing, err := s.client.Get(signed.URL)
	if err != nil {
		t.Fatal(err)
	}
	_ = missing.Body.Close()
	if err := s.put(ctx, credentials, "uploads/"+identity+"/last", []byte("a photo")); err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 4<<20)
	var seen []string
	for lines.Scan() {
		all.Write(lines.Bytes())
		var e struct {
			Operation string `json:"operation"`
		}
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		if seen = append(seen, e.Operation); e.Operation == "PutObject" {
			break
		}
	}
	if got := strings.Join(seen, " "); !strings.HasPrefix(got, "InitiateAuth") || !strings.Contains(got, "AssumeRoleWithWebIdentity GetCredentialsForIdentity GetObject PutObject") {
		t.Errorf("got exchanges %s", got)
	}
	for name, secret := range map[string]string{
		"password": s.values["password"], "administrator's key": s.values["adminCredentials.SecretKey"],
		"ID token": *tokens.IdToken, "access token": *tokens.AccessToken, "refresh token": *tokens.RefreshToken,
		"secret key": *credentials.SecretKey, "session token": *credentials.SessionToken, "signature": signed.URL[strings.LastIndex(signed.URL, "X-Amz-Signature=")+16:],
	} {
		if strings.Contains(all.String(), secret) {
			t.Errorf("the trace shows the %s", name)
		}
	}
}

func TestTraceShowsAlsoWhatHappenedBefore(t *testing.T) {
	l := listen(t, photoApp(t))
	_ = text(t, l.send(t, "GET", "/us-east-1_Ab3dEf9Gh/.well-known/jwks.json", ""))
	resp := l.send(t, "GET", "/_poolschool/trace", "")
	first, err := bufio.NewReader(resp.Body).ReadString('\n')
	if err != nil || !strings.Contains(first, `"operation":"GET jwks.json"`) {
		t.Errorf("got %s, %v", first, err)
	}
	if resp := l.send(t, "GET", "/_poolschool/trace/no-such-request", ""); resp.StatusCode != 404 {
		t.Errorf("an unknown request: got %d, want 404", resp.StatusCode)
	}
}

func TestReadersOfTheTraceAreCounted(t *testing.T) {
	l := listen(t, photoApp(t), func(c *Config, _ *Start) { c.Limits.Streams = 1 })
	first := l.send(t, "GET", "/_poolschool/trace", "")
	if resp := l.send(t, "GET", "/_poolschool/trace", ""); resp.StatusCode != 503 {
		t.Errorf("a second reader: got %d, want 503", resp.StatusCode)
	}
	if resp := l.send(t, "GET", "/_poolschool/inbox", ""); resp.StatusCode != 200 {
		t.Errorf("the inbox beside it: got %d, want 200", resp.StatusCode)
	}
	if err := l.stop(); err != nil {
		t.Errorf("the end with a reader: %v", err)
	}
	if _, err := io.ReadAll(first.Body); err != nil {
		t.Errorf("the stream does not end in order: %v", err)
	}
}
