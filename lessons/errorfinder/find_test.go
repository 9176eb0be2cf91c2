package errorfinder

import (
	"strings"
	"testing"
	"testing/fstest"
)

func ids(r Result) string {
	var all []string
	for _, m := range r.Matches {
		all = append(all, m.Entry.ID)
	}
	return strings.Join(all, " ")
}

func TestAMessageIsFoundInWhateverIsAroundIt(t *testing.T) {
	f := theFinder(t)
	for _, tt := range []struct{ name, text, want string }{
		{"the message", "Token is not from a supported provider of this identity pool.", "not-a-supported-provider"},
		{"without its full stop, in small letters", "token is not from a supported provider of this identity pool", "not-a-supported-provider"},
		{"from boto3", "botocore.errorfactory.NotAuthorizedException: An error occurred (NotAuthorizedException) when calling the GetId operation: Unauthenticated access is not supported for this identity pool.", "guests-not-supported"},
		{"from the Go SDK", "operation error Cognito Identity: GetId, https response error StatusCode: 400, RequestID: 5f2a, NotAuthorizedException: Invalid login token. Missing a required claim: aud", "missing-aud"},
		{"from a browser's console", "Uncaught (in promise) NotAuthorizedException: Invalid login token. Issuer doesn't match providerName\n    at constructor.httpRequest (chunk-A.js:1)\n    at async e (main.js:2:1)", "issuer-not-provider"},
		{"with another apostrophe", "Invalid login token. Issuer doesn’t match providerName", "issuer-not-provider"},
		{"as JSON, with escapes", `{"__type":"NotAuthorizedException","message":"Access to Identity \u0027us-east-1:157d6171-ee37-c0dd-c6c5-ce7afc0154ab\u0027 is forbidden."}`, "access-to-identity-forbidden"},
		{"as XML", "<?xml version=\"1.0\"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>a</Key></Error>", "s3-no-such-key"},
		{"with ids of any kind", `User: arn:aws:sts::092297851374:assumed-role/Cognito_Auth_Role/ch6 is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::a-bucket" because no identity-based policy allows the s3:ListBucket action`, "s3-no-identity-policy"},
		{"with numbers", "Invalid login token. Token expired: 1754028051 >= 1754027905", "login-token-expired"},
		{"broken over lines", "Invalid identity pool configuration. Check\n   assigned IAM roles for this pool.", "invalid-configuration"},
		{"a part of it", "not from a supported provider", "not-a-supported-provider"},
		{"one rare word", "SECRET_HASH", "secret-hash-missing"},
		{"with a word too few", "Token is not from supported provider of identity pool", "not-a-supported-provider"},
		{"the same text with another code", "AliasExistsException: An account with the given email already exists.", "alias-exists-at-change"},
		{"and with its own", "UsernameExistsException: An account with the given email already exists.", "email-already-exists"},
		{"another flow", "CUSTOM_AUTH flow not enabled for this client", "flow-not-enabled"},
		{"a longer message beats one inside it", "Auth flow not enabled for this client", "admin-flow-not-enabled"},
		{"OAuth's error alone", `{"error":"invalid_grant"}`, "oauth-invalid-grant"},
		{"an answer of API Gateway", `401 {"message":"The incoming token has expired"}`, "api-token-expired"},
	} {
		if got, _, _ := strings.Cut(ids(f.Find(tt.text)), " "); got != tt.want {
			t.Errorf("%s: got %q, want %s", tt.name, ids(f.Find(tt.text)), tt.want)
		}
	}
}

func TestEveryEntryIsFoundByItsOwnMessage(t *testing.T) {
	f := theFinder(t)
	for _, e := range f.Entries {
		text := e.Code + ": " + strings.ReplaceAll(e.Message, "…", "arn:aws:iam::111122223333:role/X")
		r := f.Find("An error occurred (" + text + ")")
		if len(r.Matches) == 0 || r.Matches[0].Entry != e {
			t.Errorf("%s: %q finds %q", e.ID, text, ids(r))
		}
	}
}

func TestSeveralMessagesInOneText(t *testing.T) {
	got := ids(theFinder(t).Find("first: User is disabled.\nthen: Invalid identity pool configuration. Check assigned IAM roles for this pool."))
	if got != "invalid-configuration user-disabled" {
		t.Errorf("got %q, want both, the longer first", got)
	}
}

func TestACodeAloneListsItsMessages(t *testing.T) {
	r := theFinder(t).Find("CodeMismatchException")
	if len(r.Matches) < 3 || r.Matches[0].How != Code {
		t.Errorf("got %q", ids(r))
	}
}

func TestAnUnknownMessageGivesTheThreeNearest(t *testing.T) {
	r := theFinder(t).Find("The identity pool refuses to give roles for this login")
	if len(r.Matches) != 0 || len(r.Nearest) != 3 {
		t.Errorf("got %q and %d near ones", ids(r), len(r.Nearest))
	}
	for _, e := range r.Nearest {
		if !strings.Contains(strings.ToLower(e.Title()+e.Code), "identity pool") && !strings.Contains(strings.ToLower(e.Title()), "login") {
			t.Errorf("%q is no neighbour", e.Title())
		}
	}
	if r := theFinder(t).Find("  ?! "); len(r.Matches)+len(r.Nearest) != 0 {
		t.Errorf("nothing finds %q", ids(r))
	}
}

func TestWhatSharesNoTellingWordIsNotNear(t *testing.T) {
	for _, text := range []string{"xyzzy plugh", "the quick brown fox is not amused", "this is for you and your dog", "ORA-00942", "42"} {
		if r := theFinder(t).Find(text); len(r.Matches)+len(r.Nearest) != 0 {
			t.Errorf("%q: got %q and %d near ones, want nothing", text, ids(r), len(r.Nearest))
		}
	}
	if r := theFinder(t).Find("my toothbrush is disabled"); len(r.Nearest) == 0 || len(r.Nearest) > nearest || r.Nearest[0].ID != "user-disabled" {
		t.Errorf("one shared word: got %d near ones, want the message with that word first, and no others to fill up", len(r.Nearest))
	}
}

func TestTypingErrorsAreMended(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"User is not confirmd.", "user-not-confirmed"},
		{"Token is not from a suported provider of this identiy pool", "not-a-supported-provider"},
		{"Incorect username or pasword.", "incorrect-username-or-password"},
	} {
		if got, _, _ := strings.Cut(ids(theFinder(t).Find(tt.text)), " "); got != tt.want {
			t.Errorf("%q: got %q, want %s", tt.text, got, tt.want)
		}
	}
}

func TestFits(t *testing.T) {
	for _, tt := range []struct {
		message, text string
		want          bool
	}{
		{"User is disabled.", "User is disabled.", true},
		{"User is disabled.", "This User is disabled.", false},
		{"User is disabled.", "User is disabled. Or not", false},
		{"Access to Identity '…' is forbidden.", "Access to Identity 'us-east-1:1' is forbidden.", true},
		{"(…) is not valid", "(https://x:y) is not valid", true},
		{"failed with …", "failed with anything at all", true},
		{"a … b", "a b b", true},
		{"a … b", "a c", false},
	} {
		if got := newPattern(tt.message).whole(words(tt.text)); got != tt.want {
			t.Errorf("%q for %q: got %v, want %v", tt.message, tt.text, got, tt.want)
		}
	}
}

func TestMistakesInTheFilesAreNamed(t *testing.T) {
	const good = `{"id":"a","service":"s3","code":"C","message":"a b","mark":"recorded","meaning":"m","causes":[{"cause":"c","tell":"","fix":"f"}]}`
	for _, tt := range []struct{ name, file, text, want string }{
		{"nothing", "a.json", "[" + good + "]", ""},
		{"unknown member", "a.json", "[\n" + strings.Replace(good, `"id"`, `"idd"`, 1) + "]", "a.json:2"},
		{"no mark", "a.json", "[" + strings.Replace(good, "recorded", "guessed", 1) + "]", "what is less sure has no entry"},
		{"no meaning", "a.json", "[" + strings.Replace(good, `"m"`, `""`, 1) + "]", "no meaning"},
		{"no causes", "a.json", "[" + strings.Replace(good, `{"cause":"c","tell":"","fix":"f"}`, "", 1) + "]", "no causes"},
		{"several causes that cannot be told apart", "a.json", "[" + strings.Replace(good, `[{`, `[{"cause":"c","tell":"","fix":"f"},{`, 1) + "]", "cause 1"},
		{"twice", "a.json", "[" + good + "," + good + "]", "is also"},
		{"no fixed words", "a.json", "[" + strings.Replace(good, "a b", "…", 1) + "]", "no fixed words"},
		{"a page for nobody", "pages.json", `{"b":"lesson/page"}`, `no entry "b"`},
	} {
		_, err := Load(fstest.MapFS{tt.file: {Data: []byte(tt.text)}})
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestTextHoldsAllThatAnEntryKnows(t *testing.T) {
	e, ok := theFinder(t).Entry("not-a-supported-provider")
	if !ok {
		t.Fatal("no such entry")
	}
	for _, want := range append([]string{e.Message, e.Meaning, "Recorded from AWS"}, e.Causes[0].Cause, e.Causes[0].Tell, e.Causes[0].Fix) {
		if !strings.Contains(e.Text(), want) {
			t.Errorf("%q is missing in:\n%s", want, e.Text())
		}
	}
}

func FuzzFind(f *testing.F) {
	finder := theFinder(f)
	f.Add("User is disabled.")
	f.Add("&apos;\\u0027 invalid_grant")
	f.Fuzz(func(t *testing.T, text string) {
		if r := finder.Find(text); len(r.Matches) > 0 && len(r.Nearest) > 0 {
			t.Error("found and not found")
		}
	})
}

func BenchmarkFindInAStackTrace(b *testing.B) {
	f := theFinder(b)
	text := strings.Repeat("    at constructor.httpRequest (chunk-A.js:1:2)\n", 200) + "Invalid login token. Missing a required claim: aud"
	for b.Loop() {
		f.Find(text)
	}
}
