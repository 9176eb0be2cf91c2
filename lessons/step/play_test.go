package step

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/value"
	"poolschool/sim/account"
	"poolschool/sim/clock"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

var start = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)

// echo is a world of one service that answers with what it was sent.
type echo struct {
	log  *trace.Log
	sent *http.Request
	body string
	fail error
	tree account.Tree
	// answer replaces the echo.
	answer http.HandlerFunc
}

func (e *echo) RoundTrip(r *http.Request) (*http.Response, error) {
	if e.fail != nil {
		return nil, e.fail
	}
	w := httptest.NewRecorder()
	if r.Body == nil {
		r.Body = http.NoBody
	}
	e.log.Record("echo", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		e.sent, e.body = r, string(data)
		if e.answer != nil {
			e.answer(w, r)
			return
		}
		_, _ = w.Write(data)
	})).ServeHTTP(w, r)
	return w.Result(), nil
}

type sayRequest struct {
	Text string
	List []string
}

// plainCodec sends JSON as it is.
type plainCodec struct{}

func (plainCodec) Encode(_ wire.Operation, endpoint string, input, payload []byte) (*http.Request, error) {
	if strings.Contains(string(input), "unsendable") {
		return nil, errors.New("it is unsendable")
	}
	if payload != nil {
		input = append(append(bytes.TrimSpace(input), '|'), payload...)
	}
	return http.NewRequest(http.MethodPost, endpoint+"/", bytes.NewReader(input))
}

func (plainCodec) Decode(_ wire.Operation, _ int, _ http.Header, body []byte) ([]byte, error) {
	if !jsontext.Value(body).IsValid() {
		return nil, errors.New("not JSON")
	}
	return body, nil
}

func (plainCodec) Refusal(_ http.Header, body []byte) (code, message string) {
	var e struct{ Code, Message string }
	_ = json.Unmarshal(body, &e)
	return e.Code, e.Message
}

func (e *echo) Operations() []wire.Operation {
	return []wire.Operation{{Service: "sts", Name: "Say", Codec: plainCodec{}, Request: reflect.TypeFor[sayRequest](), Response: reflect.TypeFor[sayRequest]()}}
}

func (e *echo) Operation(service, name string) (wire.Operation, bool) {
	op := e.Operations()[0]
	return op, service == op.Service && name == op.Name
}

func (e *echo) Values() map[string]string { return nil }
func (e *echo) Endpoint(service string) string {
	return "https://" + service + ".us-east-1.amazonaws.com"
}
func (e *echo) Snapshot() account.Tree { return e.tree }
func (e *echo) Log() *trace.Log        { return e.log }

// environment is what a step sees.
func environment() (*Env, *echo) {
	moves := clock.New(clock.At(start))
	w := &echo{log: trace.NewLog(moves.Now, func() string { return "id" }, 0)}
	return &Env{
		World: w, Clock: moves, Region: "us-east-1",
		Payload: func(name string) ([]byte, error) { return []byte("bytes of " + name), nil },
		File:    func(_, builtIn, _ string) ([]byte, error) { return []byte(builtIn), nil },
	}, w
}

// read parses a block that must be right.
func read(t *testing.T, kind Kind, info string, lines ...string) Step {
	t.Helper()
	_, w := environment()
	s, wrong := Parse(Source{Kind: kind, Info: info, Line: 1, Body: strings.Join(lines, "\n")}, w)
	if len(wrong) > 0 {
		t.Fatalf("%s %s: %v", kind, info, wrong)
	}
	return s
}

func with(env *Env, name, raw string) {
	env.Values = env.Values.With(value.Value{Name: name, Raw: jsontext.Value(raw)})
}

func TestCallsAreSignedWithEitherSpellingOfCredentials(t *testing.T) {
	say := read(t, KindCall, "app -> sts Say as keys", `{"Text": "hi"}`, "---", "expect 200")
	for _, tt := range []struct{ name, keys, want, token string }{
		{"as the identity pool names them", `{"AccessKeyId":"ASIA1","SecretKey":"s","SessionToken":"t"}`, "AWS4-HMAC-SHA256 Credential=ASIA1/20260301/us-east-1/sts/aws4_request", "t"},
		{"as STS names them", `{"AccessKeyId":"ASIA2","SecretAccessKey":"s","SessionToken":"t"}`, "AWS4-HMAC-SHA256 Credential=ASIA2/20260301/us-east-1/sts/aws4_request", "t"},
		{"long-lived keys have no token", `{"AccessKeyId":"AKIA3","SecretAccessKey":"s"}`, "AWS4-HMAC-SHA256 Credential=AKIA3/20260301/us-east-1/sts/aws4_request", ""},
	} {
		env, w := environment()
		with(env, "keys", tt.keys)
		out, err := say.Play(context.Background(), env)
		if err != nil || !out.Held() {
			t.Fatalf("%s: %v, %v", tt.name, out.Promises, err)
		}
		if got := w.sent.Header.Get("Authorization"); !strings.HasPrefix(got, tt.want) || w.sent.Header.Get("X-Amz-Security-Token") != tt.token {
			t.Errorf("%s: %s with token %q, want %s", tt.name, got, w.sent.Header.Get("X-Amz-Security-Token"), tt.want)
		}
		if w.body != `{"Text": "hi"}` {
			t.Errorf("%s: the body is %s, want it as the author wrote it", tt.name, w.body)
		}
	}
}

func TestASignatureNamesTheRegionOfItsService(t *testing.T) {
	for service, want := range map[string]string{"sts": "eu-west-1", "s3": "eu-west-1", "iam": "us-east-1"} {
		env, _ := environment()
		env.Region = "eu-west-1"
		with(env, "keys", `{"AccessKeyId":"AKIA3","SecretAccessKey":"s"}`)
		r := httptest.NewRequest(http.MethodPost, "https://"+service+".amazonaws.com/", nil)
		if err := signAs(r, env, "keys", service); err != nil {
			t.Fatal(err)
		}
		if got := r.Header.Get("Authorization"); !strings.Contains(got, "/"+want+"/"+service+"/aws4_request") {
			t.Errorf("%s: %s, want it signed for %s", service, got, want)
		}
	}
}

func TestCallsThatCannotBeMade(t *testing.T) {
	for _, tt := range []struct {
		name, info, json, keys, want string
		fail                         error
	}{
		{name: "without the credentials", info: "app -> sts Say as keys", json: `{}`, want: "{{keys}} is not there yet"},
		{name: "with something else", info: "app -> sts Say as keys", json: `{}`, keys: `{"AccessKeyId":"A"}`, want: "{{keys}} are no credentials: AccessKeyId and SecretKey (or SecretAccessKey) are needed to sign"},
		{name: "without a value", info: "app -> sts Say", json: `{"Text": "{{name}}"}`, want: "{{name}} is not there yet"},
		{name: "when the protocol refuses", info: "app -> sts Say", json: `{"Text": "unsendable"}`, want: "this request cannot be sent: it is unsendable"},
		{name: "when nobody answers", info: "app -> sts Say", json: `{}`, fail: errors.New("no such host"), want: "POST https://sts.us-east-1.amazonaws.com/: no such host"},
	} {
		env, w := environment()
		w.fail = tt.fail
		if tt.keys != "" {
			with(env, "keys", tt.keys)
		}
		_, err := read(t, KindCall, tt.info, tt.json, "---", "expect 200").Play(context.Background(), env)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestAnAnswerThatCannotBeReadIsAnError(t *testing.T) {
	env, w := environment()
	w.answer = func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "oops") }
	_, err := read(t, KindCall, "app -> sts Say", "---", "expect 200").Play(context.Background(), env)
	if want := "sts Say: read the answer: not JSON"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestPromises(t *testing.T) {
	refuse := func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"Code":"Nope","Message":"ana may not"}`)
	}
	for _, tt := range []struct{ name, expect, got string }{
		{"a status is enough", "expect 400", ""},
		{"a status and a code", "expect 400 Nope", ""},
		{"to the letter", `expect 400 Nope "ana may not"`, ""},
		{"the beginning", `expect 400 Nope "ana may…"`, ""},
		{"the end", `expect 400 Nope "…may not"`, ""},
		{"the middle left open", `expect 400 Nope "ana…not"`, ""},
		{"two places left open", `expect 400 Nope "a…ma…"`, ""},
		{"what does not come in order", `expect 400 Nope "ana…not…may…"`, `400 Nope "ana may not"`},
		{"a beginning and an end that overlap", `expect 400 Nope "ana may not…not"`, `400 Nope "ana may not"`},
		{"with a value in it", `expect 400 Nope "{{name}} may not"`, ""},
		{"another status", "expect 403 Nope", `400 Nope "ana may not"`},
		{"another code", "expect 400 Nope2", `400 Nope "ana may not"`},
		{"another message", `expect 400 Nope "ana may"`, `400 Nope "ana may not"`},
		{"an empty message is a promise too", `expect 400 Nope ""`, `400 Nope "ana may not"`},
		{"a value that is not there", `expect 400 Nope "{{nobody}}"`, "{{nobody}} is not there yet"},
	} {
		env, w := environment()
		w.answer = refuse
		with(env, "name", `"ana"`)
		out, err := read(t, KindBreak, "It.", "app -> sts Say", "---", tt.expect).Play(context.Background(), env)
		if err != nil || len(out.Promises) != 1 || out.Promises[0].Got != tt.got || out.Held() != (tt.got == "") {
			t.Errorf("%s: %+v, %v; want got %q", tt.name, out.Promises, err, tt.got)
		}
	}
}

func TestNothingIsKeptOfAnAnswerThatWasNotPromised(t *testing.T) {
	env, _ := environment()
	out, err := read(t, KindCall, "app -> sts Say", `{"Text": "hi"}`, "---", "expect 400", "expect nested sts Say 200", "keep text = Text").Play(context.Background(), env)
	if err != nil || len(out.Kept) != 0 || len(out.Promises) != 1 {
		t.Errorf("kept %v, promises %v, %v; want one broken promise and nothing else", out.Kept, out.Promises, err)
	}
}

func TestKeepsOfAnAnswer(t *testing.T) {
	env, _ := environment()
	out, err := read(t, KindCall, "app -> sts Say", `{"Text": "hi", "List": ["a", "b"]}`, "---", "expect 200", "keep all = $", "keep second = List.1").Play(context.Background(), env)
	if err != nil || len(out.Kept) != 2 {
		t.Fatalf("kept %v, %v", out.Kept, err)
	}
	if got := out.Kept[0].String(); got != `{"Text": "hi", "List": ["a", "b"]}` {
		t.Errorf("$ is %s", got)
	}
	if v := out.Kept[1]; v.String() != "b" || v.Side != account.IdentitySide || v.Origin != "sts Say" {
		t.Errorf("List.1 is %+v", v)
	}
}

func TestAFileIsSentAsThePayload(t *testing.T) {
	env, w := environment()
	if _, err := read(t, KindCall, "app -> sts Say", `{"Text": "x", "Body": "@photo"}`, "---", "expect 200").Play(context.Background(), env); err == nil {
		t.Error("an answer that is no JSON was read") // the echo of JSON and bytes is none
	}
	if want := "|bytes of photo"; !strings.HasSuffix(w.body, want) || strings.Contains(w.body, "Body") {
		t.Errorf("sent %s, want the file's bytes and no member Body", w.body)
	}
}

func TestATypedValueIsNeverAFile(t *testing.T) {
	env, w := environment()
	with(env, "text", `"@photo"`)
	_, _ = read(t, KindCall, "app -> sts Say", `{"Text": "{{text}}"}`, "---", "expect 200").Play(context.Background(), env)
	if w.body != `{"Text": "@photo"}` {
		t.Errorf("sent %s, want the text that was typed", w.body)
	}
}

func TestGoalsInTheAccount(t *testing.T) {
	lines := []string{"app -> sts Say", "---", `goal account user pool "people"`, `goal account object "up/{{name}}/…"`, "hint a", "hint b", "hint c", "solution {}"}
	for _, tt := range []struct {
		name string
		tree account.Tree
		held []bool
	}{
		{"both stand", account.Tree{{Kind: "user pool", Label: "people"}, {Kind: "bucket", Label: "b", Children: []account.Node{{Kind: "object", Label: "up/ana/cat.jpg"}}}}, []bool{true, true}},
		{"another's object", account.Tree{{Kind: "user pool", Label: "people"}, {Kind: "object", Label: "up/ben/cat.jpg"}}, []bool{true, false}},
		{"another kind", account.Tree{{Kind: "user", Label: "people"}, {Kind: "object", Label: "up/ana/"}}, []bool{false, true}},
		{"an empty account", nil, []bool{false, false}},
	} {
		env, w := environment()
		w.tree = tt.tree
		with(env, "name", `"ana"`)
		env.Input.Text = "{}"
		out, err := read(t, KindTry, "go", lines...).Play(context.Background(), env)
		if err != nil || len(out.Promises) != 2 || out.Promises[0].Held != tt.held[0] || out.Promises[1].Held != tt.held[1] {
			t.Errorf("%s: %v, %v; want %v", tt.name, out.Promises, err, tt.held)
		}
	}
}

func TestRefusalsOfEveryProtocol(t *testing.T) {
	for _, tt := range []struct{ name, body, code, message string }{
		{"S3", `<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`, "AccessDenied", "Access Denied"},
		{"STS", `<ErrorResponse xmlns="x"><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>no</Message></Error></ErrorResponse>`, "InvalidClientTokenId", "no"},
		{"Cognito", `{"__type":"NotAuthorizedException","message":"no"}`, "NotAuthorizedException", "no"},
		{"OAuth", `{"error":"invalid_grant","error_description":"code is used"}`, "invalid_grant", "code is used"},
		{"a sentence only", `{"message":"Unauthorized"}`, "", "Unauthorized"},
		{"a page", `<!doctype html><p>no`, "", ""},
		{"nothing", ``, "", ""},
		{"a list", `[1]`, "", ""},
	} {
		if got := refusalIn([]byte(tt.body)); got.code != tt.code || got.message != tt.message {
			t.Errorf("%s: %+v, want %s %q", tt.name, got, tt.code, tt.message)
		}
	}
}

func TestAnAnswerWithoutACodeHasThatOfTheTrace(t *testing.T) {
	env, w := environment()
	w.answer = func(w http.ResponseWriter, r *http.Request) {
		trace.Refused(r.Context(), "Unauthorized", "no token", "nobody sent one")
		w.WriteHeader(http.StatusUnauthorized)
	}
	out, err := read(t, KindHTTP, "you -> app", "GET /", "---", `expect 401 Unauthorized "no token"`).Play(context.Background(), env)
	if err != nil || !out.Held() {
		t.Errorf("%v, %v", out.Promises, err)
	}
}

func TestHostsAndLifelines(t *testing.T) {
	for host, want := range map[string]string{
		"s3": "s3", "s3.us-east-1.amazonaws.com": "s3", "photos.s3.us-east-1.amazonaws.com": "s3", "sts.amazonaws.com": "sts",
		"cognito-idp.eu-west-1.amazonaws.com": "cognito-idp", "cognito-identity.amazonaws.com": "cognito-identity",
		"photos.auth.us-east-1.amazoncognito.com": "cognito-idp", "app.example.com": "app", "app": "app",
		"accounts.google.com": "accounts.google.com", "ec2.us-east-1.amazonaws.com": "ec2.us-east-1.amazonaws.com",
	} {
		if got := Lifeline(host); got != want {
			t.Errorf("%s is on lifeline %s, want %s", host, got, want)
		}
	}
	env, _ := environment()
	for host, want := range map[string]string{"app": "https://app.example.com", "sts": "https://sts.us-east-1.amazonaws.com", "a.b": "https://a.b"} {
		if got := env.address(host); got != want {
			t.Errorf("%s is at %s, want %s", host, got, want)
		}
	}
	with(env, "appHost", `"photos.test"`)
	if got := env.address("app"); got != "https://photos.test" {
		t.Errorf("the account's own application is at %s", got)
	}
}

func TestRequestsThatCannotBeSent(t *testing.T) {
	for _, tt := range []struct{ name, target, location, want string }{
		{"an address that is none", "{{next}}", `"http://[::1"`, "this is no address"},
		{"a value that is missing", "/{{other}}", `""`, "{{other}} is not there yet"},
	} {
		env, _ := environment()
		with(env, "next", tt.location)
		_, err := read(t, KindHTTP, "you -> app", "GET "+tt.target, "---", "expect 200").Play(context.Background(), env)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestAHeaderStaysOneLine(t *testing.T) {
	env, w := environment()
	with(env, "evil", `"a\r\nX-Other: b"`)
	if _, err := read(t, KindHTTP, "you -> app", "GET /", "X-One: {{evil}}", "Host: other.test", "---", "expect 200").Play(context.Background(), env); err != nil {
		t.Fatal(err)
	}
	if got := w.sent.Header.Get("X-One"); got != "a X-Other: b" || w.sent.Header.Get("X-Other") != "" {
		t.Errorf("header = %q", got)
	}
	if w.sent.Host != "other.test" {
		t.Errorf("host = %s", w.sent.Host)
	}
}

func TestTitlesAndPlans(t *testing.T) {
	for _, tt := range []struct {
		step  Step
		title string
		runs  bool
		plan  string
	}{
		{read(t, KindCall, "app -> sts Say", "---", "expect 200", "expect nested sts GET jwks.json 200"), "Say", true, "app>sts:Say sts>sts:GET jwks.json"},
		{read(t, KindHTTP, "you -> app", "GET /me?x={{y}} HTTP/1.1", "---", "expect 200"), "GET /me", true, "you>app:GET /me"},
		{read(t, KindBreak, "Now.", "http you -> app", "GET /", "---", "expect 401"), "Now.", true, "you>app:GET /"},
		{read(t, KindBreak, "Now.", "call app → sts Say", "---", "expect 400"), "Now.", true, "app>sts:Say"},
		{read(t, KindWait, "1h"), "Wait 1h", true, ""},
		{read(t, KindWait, "1h 30m"), "Wait 1h30m", true, ""},
		{read(t, KindWait, "90s"), "Wait 1m30s", true, ""},
		{read(t, KindWait, "5m"), "Wait 5m", true, ""},
		{read(t, KindType, "who", "a = 1", "secret b = 2"), "a, b", false, ""},
		{read(t, KindInspect, "token.header", "kid: the key"), "token.header", false, ""},
		{read(t, KindNotes, "", "say hello"), "Notes", false, ""},
		{read(t, KindRecall, "q", "Who?", "- a [x]", "  : w", "- b", "  : w"), "Who?", false, ""},
		{read(t, KindTry, "go", "app -> sts Say", "---", "goal 200", "hint a", "hint b", "hint c", "solution {}"), "Say", true, "app>sts:Say"},
		{read(t, KindTry, "go Say it.", "app -> sts Say", "---", "goal 200", "hint a", "hint b", "hint c", "solution {}"), "Say it.", true, "app>sts:Say"},
	} {
		var plan []string
		for _, m := range tt.step.Planned() {
			plan = append(plan, m.From+">"+m.To+":"+m.Operation)
		}
		if got := strings.Join(plan, " "); tt.step.Title() != tt.title || tt.step.Runs() != tt.runs || got != tt.plan {
			t.Errorf("%s: title %q, runs %v, plan %s; want %q, %v, %s", tt.step.Kind(), tt.step.Title(), tt.step.Runs(), got, tt.title, tt.runs, tt.plan)
		}
	}
}

func TestRequestsCanBeShownBeforeTheyAreSent(t *testing.T) {
	call, request := read(t, KindCall, "app -> sts Say", `{"Text": "{{name}}"}`, "---", "expect 200"), read(t, KindHTTP, "you -> app", "GET /{{name}}", "A: b", "---", "expect 200")
	if got := call.(*Call).Text().Source(); got != `{"Text": "{{name}}"}` {
		t.Errorf("call: %s", got)
	}
	if got := request.(*HTTP).Text().Source(); got != "GET /{{name}}\nA: b" {
		t.Errorf("http: %s", got)
	}
}

func TestATypedValueKeepsTheSideOfTheAccountsOwn(t *testing.T) {
	env, _ := environment()
	env.Values = env.Values.With(value.Text("username", "ana", account.UserPoolSide, "account"))
	env.Input.Fields = map[string]string{"username": "ben", "other": "x"}
	out, err := read(t, KindType, "who", "username = {{username}}", "other = y").Play(context.Background(), env)
	if err != nil || len(out.Kept) != 2 || out.Kept[0].String() != "ben" || out.Kept[0].Side != account.UserPoolSide || out.Kept[1].Side != account.Neither {
		t.Errorf("%+v, %v", out.Kept, err)
	}
}

func TestAChoiceThatIsNotThere(t *testing.T) {
	env, _ := environment()
	env.Input.Choice = 2
	_, err := read(t, KindPredict, "q", "Who?", "- a [x]", "  : w", "- b", "  : w").Play(context.Background(), env)
	var input *InputError
	if !errors.As(err, &input) || err.Error() != "there is no choice 3; choose 1 to 2" {
		t.Errorf("error %v", err)
	}
}

func TestEveryKindHasARow(t *testing.T) {
	if len(Kinds()) != len(kinds) {
		t.Errorf("%d kinds are listed, %d have a row", len(Kinds()), len(kinds))
	}
	for _, kind := range Kinds() {
		if kinds[Kind(kind)] == nil {
			t.Errorf("kind %s has no row", kind)
		}
	}
}
