package course_test

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"poolschool/lessons/course"
)

// personTyped are the members of a request that a person types in real life, with their values: in JSON, in a form of a web
// page, and the customer for whom a company's own backend vouches.
var personTyped = []*regexp.Regexp{
	regexp.MustCompile(`"(USERNAME|PASSWORD|NEW_PASSWORD|EMAIL_OTP_CODE|Username|Password|ConfirmationCode|Key|Policy|PolicyDocument|login\.mycompany\.shop)":\s*"((?:[^"\\]|\\.)*)"`),
	regexp.MustCompile(`(?m)(?:^|&)(username|password|account)=([^&\s]*)`),
}

// untyped are the values that no form asks for, each with its reason: LESSON MEMBER VALUE.
var untyped = map[string]string{
	"account-recovery Password Golden-Day-9":             "the code before it is wrong, so nobody looks at it; it is typed on the same page",
	"which-role Key published/news.txt":                  "the newspaper's program names the article",
	"photo-upload Key uploads/{{identityId}}/again.jpg":  "the app's second copy of the photo that was typed before",
	"just-a-policy Key uploads/ana/a.txt":                "the app names it; without credentials every path is refused",
	"choose Key public/graffiti.txt":                     "a guest may write nowhere",
	"run-guests Key published/today.txt":                 "the website's own page",
	"run-sts Key v1/app.txt":                             "the build names its release",
	"signing-in EMAIL_OTP_CODE 00000000":                 "a guess, and the guess is the point; the right code is typed in the try below it",
	"social-login Username {{idToken.cognito:username}}": "an administrator's program looks the new profile up by the token",
	"which-role Key departments/news/plan.txt":           "the app's own path; which of them opens is what the tag decides",
	"just-a-policy Policy {…}":                           "the reader's wrong idea: a principal that is no principal",
	"choose Key public/welcome.txt":                      "the website's own tile",
}

// namedByTheApp are paths of objects that the app makes up by itself, as the photo app does with the number of the identity.
var namedByTheApp = regexp.MustCompile(`^(uploads|people)/\{\{(identityId|guestId|idToken\.sub)\}\}/[a-z/]+\.txt$`)

var (
	fence     = regexp.MustCompile("(?s)(?:^|\n)```(call|http|break|type) ([^\n]*)\n(.*?)\n```")
	formField = regexp.MustCompile(`(?m)^(?:secret |file )?([A-Za-z]\w*) = `)
	filledIn  = regexp.MustCompile(`\{\{(\w+)`)
)

// What a person would type can be typed, and what is typed is what is sent. A try is written by the learner anyway.
func TestWhatAPersonWouldTypeCanBeTyped(t *testing.T) {
	used := map[string]bool{}
	for _, folder := range []fs.FS{course.Files(), os.DirFS("../../assets/flowchart/run")} {
		files, err := fs.Glob(folder, "*.md")
		if err != nil || len(files) == 0 {
			t.Fatalf("%d files, %v", len(files), err)
		}
		for _, file := range files {
			source, err := fs.ReadFile(folder, file)
			if err != nil {
				t.Fatal(err)
			}
			lesson := strings.TrimSuffix(file[4:], ".md")
			for _, fixed := range untypedValues(string(source)) {
				name := lesson + " " + fixed
				used[name] = true
				if untyped[name] == "" {
					t.Errorf("%s: a person would type %s, and no form asks for it; write one, or say here why not", file, fixed)
				}
			}
		}
	}
	for name := range untyped {
		if !used[name] {
			t.Errorf("%q has a reason and is not there any more", name)
		}
	}
}

// untypedValues are "MEMBER VALUE" of the requests of a lesson that a person would type and that come from no form before.
func untypedValues(source string) []string {
	var typed, found []string
	for _, block := range fence.FindAllStringSubmatch(source, -1) {
		request, _, _ := strings.Cut(block[3], "\n---")
		if block[1] == "type" {
			for _, f := range formField.FindAllStringSubmatch(block[3], -1) {
				typed = append(typed, f[1])
			}
			continue
		}
		for _, members := range personTyped {
			for _, m := range members.FindAllStringSubmatch(request, -1) {
				names := filledIn.FindAllStringSubmatch(m[2], -1)
				ok := slices.ContainsFunc(names, func(n []string) bool { return slices.Contains(typed, n[1]) })
				if ok || m[1] == "Key" && namedByTheApp.MatchString(m[2]) {
					continue
				}
				value := m[2]
				if strings.HasPrefix(value, "{\\") {
					value = "{…}" // a whole document
				}
				found = append(found, m[1]+" "+value)
			}
		}
	}
	return found
}
