package course_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/errorfinder"
	"poolschool/lessons/glossary"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
)

// answer says where a topic is answered: one or more of a term of the glossary, an entry of the error finder and a page of the
// course ("LESSON/PAGE"). All of them must be there, and together hold these words. It runs on a page of the course or of the
// reference; where it cannot, the reason stands here.
type answer struct {
	runs, cannot          string
	terms, entries, pages []string
	words                 []string
}

func list(names ...string) []string { return names }

// topics are what people ask besides the confusions.
var topics = map[string]answer{
	"where a browser keeps tokens":                {cannot: "there is no browser here that could keep one", terms: list("token storage in a browser"), words: list("localStorage", "memory", "cookie")},
	"limits of public clients":                    {runs: "signing-in/refusals", terms: list("public client"), entries: list("secret-hash-missing"), words: list("without a secret")},
	"attributes that a client may read and write": {runs: "see-sign-up/attributes", terms: list("readable attribute", "writable attribute"), entries: list("unauthorized-attribute"), words: list("WriteAttributes")},
	"policies must not rest on writable ones":     {runs: "which-role/rules", terms: list("writable attribute", "rule-based mapping"), pages: list("which-role/rules"), words: list("cannot write")},
	"what of a schema is fixed for good":          {runs: "see-sign-up/attributes", terms: list("schema"), entries: list("attribute-required", "attribute-unknown"), words: list("fixed when the pool is made", "never be removed")},
	"attributes rewritten at a federated sign-in": {runs: "social-login/tokens", terms: list("attribute mapping"), pages: list("social-login/tokens"), words: list("every sign-in")},
	"why a claim is missing from a token":         {runs: "see-tokens/missing-claim", terms: list("readable attribute"), words: list("claim is missing", "scopes")},
	"how claims are added to the access token":    {cannot: "a function of the learner's own would have to run", terms: list("pre token generation"), words: list("access token", "add claims")},
	"limiting who may sign up or sign in":         {runs: "see-sign-up/closed", terms: list("closed sign-up"), entries: list("sign-up-not-permitted", "trigger-failed"), words: list("pre sign-up", "pre authentication")},
	"sharing one object with one other person":    {runs: "photo-upload/other-folder", terms: list("sharing one object", "presigned URL"), pages: list("photo-upload/other-folder"), words: list("one other person")},
	"two people on one device":                    {runs: "break-the-upload/other-pool", terms: list("cached identity ID"), entries: list("logins-do-not-match"), words: list("sign-out", "next person on the device")},
	"the wrong Region":                            {runs: "see-desk/desk", terms: list("Region"), entries: list("pool-does-not-exist", "client-does-not-exist", "identity-pool-not-found"), words: list("Wrong Region")},
	"CORS errors that hide AccessDenied":          {cannot: "a browser makes the CORS error, and there is none here", terms: list("CORS"), words: list("AccessDenied")},
	"clock skew":                                  {runs: "see-s3/clock", terms: list("clock skew"), entries: list("s3-clock-skew", "wrong-totp-code"), words: list("15 minutes")},
	"Block Public Access":                         {runs: "just-a-policy/name-ana", terms: list("Block Public Access"), pages: list("just-a-policy/name-ana"), words: list("wins over every policy")},
	"how long a presigned URL really lives":       {runs: "see-s3/clock", terms: list("presigned URL"), entries: list("presigned-expired"), words: list("credentials that signed it")},
	"rights that multipart needs":                 {runs: "see-s3/multipart", terms: list("multipart upload"), words: list("s3:PutObject")},
	"rights that listing needs":                   {runs: "photo-upload/upload", terms: list("listing"), entries: list("s3-no-identity-policy", "s3-no-such-key"), pages: list("photo-upload/upload"), words: list("s3:ListBucket", "s3:prefix")},
	"ForAllValues and a missing key":              {runs: "see-s3/for-all-values", terms: list("ForAllValues"), words: list("missing fits too")},
	"aliases":                                     {runs: "see-codes/alias", terms: list("alias", "username attribute"), entries: list("alias-exists-at-confirmation", "alias-exists-at-change"), words: list("ForceAliasCreation")},
	"letter case of usernames":                    {runs: "see-tokens/letter-case", terms: list("letter case"), entries: list("user-does-not-exist"), words: list("CreateUserPool")},
	"an expired invitation":                       {runs: "see-sign-in/later", terms: list("temporary password"), entries: list("temporary-password-expired"), words: list("seven days", "RESEND")},
	"changing to an unverified e-mail address":    {runs: "account-recovery/new-address", terms: list("verification before update"), pages: list("account-recovery/new-address"), words: list("lock themselves out")},
	"hourly caps against rate limits":             {runs: "see-codes/attempt-limit", terms: list("attempt limit", "rate limit"), entries: list("attempt-limit"), words: list("five new codes", "a second")},
	"refresh token rotation":                      {runs: "see-tokens/rotation", terms: list("refresh token rotation"), entries: list("refresh-token-invalid"), words: list("GetTokensFromRefreshToken")},
	"how long tokens may live":                    {runs: "see-sign-in/later", terms: list("refresh token"), entries: list("refresh-token-expired", "access-token-expired"), words: list("30 days", "one hour")},
	"machine-to-machine tokens":                   {runs: "access-to-an-app/machine", terms: list("client credentials"), pages: list("access-to-an-app/machine"), words: list("no ID token")},
	"signing out everywhere":                      {runs: "see-signed-out/user-info", terms: list("sign-out", "revocation"), pages: list("login-page/sign-out"), words: list("GlobalSignOut")},
	"the addresses of signing out":                {runs: "login-page/sign-out", terms: list("sign-out"), pages: list("login-page/sign-out"), words: list("/logout", "logout_uri")},
	"scopes":                                      {runs: "access-to-an-app/scopes", terms: list("scope", "resource server"), entries: list("access-token-scopes", "oauth-invalid-scope"), pages: list("access-to-an-app/scopes"), words: list("orders.read")},
	"choosing a key by kid":                       {runs: "photo-upload/open-token", terms: list("kid", "JWKS"), pages: list("photo-upload/open-token"), words: list("fetch anew")},
	"linking accounts inside a user pool":         {runs: "see-linking/link", terms: list("account linking"), words: list("before the first sign-in")},
	"what is billed":                              {cannot: "nothing here costs money", terms: list("MAU", "plan"), words: list("billed", "cost nothing")},
}

func TestEveryTopicIsAnsweredSomewhere(t *testing.T) {
	terms, err := glossary.Load(os.DirFS("../../assets/glossary"))
	if err != nil {
		t.Fatal(err)
	}
	messages, err := errorfinder.Load(os.DirFS("../../assets/errors"))
	if err != nil {
		t.Fatal(err)
	}
	pages := theCourse(t).Lessons
	played := append(slices.Clone(pages), theReference(t).Lessons...)
	for topic, a := range topics {
		var text strings.Builder
		for _, name := range a.terms {
			if term, ok := terms.Find(name); ok && term.Name == name {
				text.WriteString(term.Text + "\n")
			} else {
				t.Errorf("%s: the glossary has no term %q", topic, name)
			}
		}
		for _, id := range a.entries {
			e, ok := messages.Entry(id)
			if !ok {
				t.Errorf("%s: there is no error entry %q", topic, id)
				continue
			}
			text.WriteString(e.Meaning + "\n")
			for _, c := range e.Causes {
				text.WriteString(c.Cause + "\n" + c.Tell + "\n" + c.Fix + "\n")
			}
		}
		if (a.runs == "") == (a.cannot == "") {
			t.Errorf("%s: it runs on %q and cannot run because %q; want one of them", topic, a.runs, a.cannot)
		}
		if a.runs != "" && !plays(played, a.runs) {
			t.Errorf("%s: no page %s runs it", topic, a.runs)
		}
		for _, ref := range a.pages {
			if page, ok := pageText(pages, ref); ok {
				text.WriteString(page)
			} else {
				t.Errorf("%s: the course has no page %s", topic, ref)
			}
		}
		for _, w := range a.words {
			if !strings.Contains(text.String(), w) {
				t.Errorf("%s: %q does not stand in the answer:\n%s", topic, w, text.String())
			}
		}
	}
}

// theReference is what no lesson shows.
func theReference(t *testing.T) *lessons.Course {
	t.Helper()
	know := func(a account.Account) (step.Known, error) { return sim.New(sim.Config{Account: a}) }
	c, err := lessons.LoadCourse(lessons.Sources{Lessons: assets.Reference(), Accounts: accounts.Files()}, know)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// plays reports whether a page makes a call.
func plays(all []*lessons.Lesson, ref string) bool {
	lesson, page, _ := strings.Cut(ref, "/")
	for _, l := range all {
		for _, p := range l.Pages {
			if l.ID == lesson && p.ID == page {
				return slices.ContainsFunc(p.Blocks, func(b lessons.Block) bool { return b.Step != nil && len(b.Step.Planned()) > 0 })
			}
		}
	}
	return false
}

// pageText is the prose and the requests of a page, without line ends.
func pageText(all []*lessons.Lesson, ref string) (string, bool) {
	lesson, page, _ := strings.Cut(ref, "/")
	for _, l := range all {
		for _, p := range l.Pages {
			if l.ID != lesson || p.ID != page {
				continue
			}
			text := prose(p)
			for _, b := range p.Blocks {
				if b.Step != nil {
					for _, m := range b.Step.Planned() {
						text += m.Operation + "\n"
					}
				}
			}
			return text, true
		}
	}
	return "", false
}
