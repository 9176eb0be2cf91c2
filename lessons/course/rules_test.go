package course_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"poolschool/lessons"
	"poolschool/lessons/step"
)

// kinds counts the steps of a page by kind.
func kinds(p lessons.Page) map[step.Kind]int {
	n := map[step.Kind]int{}
	for _, b := range p.Blocks {
		if b.Step != nil {
			n[b.Step.Kind()]++
		}
	}
	return n
}

func prose(p lessons.Page) string {
	var text strings.Builder
	for _, b := range p.Blocks {
		if b.Step == nil {
			text.WriteString(strings.Join(strings.Fields(b.Prose.Source()), " ") + "\n")
		}
	}
	return text.String()
}

func TestEveryLessonHasNotesForItsPresenter(t *testing.T) {
	for _, l := range theCourse(t).Lessons {
		noted := 0
		for i := range l.Pages {
			if l.Notes(lessons.At{Page: i}) != "" {
				noted++
			}
		}
		if noted == 0 {
			t.Errorf("%s has no notes, want them on one page or more", l.File)
		}
	}
}

func TestEveryLessonHasTheSameShape(t *testing.T) {
	all := theCourse(t).Lessons
	for i, l := range all {
		last := l.Pages[len(l.Pages)-1]
		total := map[step.Kind]int{}
		for _, p := range l.Pages {
			for k, n := range kinds(p) {
				total[k] += n
			}
		}
		if n := len(l.Pages); n < 5 || n > 12 {
			t.Errorf("%s has %d pages, want 5 to 12", l.File, n)
		}
		if l.Minutes > 10 {
			t.Errorf("%s takes %d minutes, want 10 at most", l.File, l.Minutes)
		}
		if i >= 2 && (len(l.Pages[0].Blocks) < 2 || !opensWithRecall(l.Pages[0])) {
			t.Errorf("%s does not open with a question on an earlier lesson", l.File)
		}
		if total[step.KindBreak] < 2 {
			t.Errorf("%s breaks %d things on purpose, want 2 or more", l.File, total[step.KindBreak])
		}
		if n := kinds(last)[step.KindRecall]; n < 2 || n > 3 {
			t.Errorf("%s ends with %d recall questions, want 2 or 3", l.File, n)
		}
		if !strings.Contains(prose(last), "**You can now**") {
			t.Errorf("%s does not say at its end what the learner can now do", l.File)
		}
		if i+1 < len(all) && !strings.Contains(strings.ToLower(prose(last)), "next: *"+strings.ToLower(strings.TrimSuffix(all[i+1].Title, "."))) {
			t.Errorf("%s does not name the next lesson, %q", l.File, all[i+1].Title)
		}
	}
}

// opensWithRecall reports whether a recall is the first step of a page.
func opensWithRecall(p lessons.Page) bool {
	i := slices.IndexFunc(p.Blocks, func(b lessons.Block) bool { return b.Step != nil })
	return i >= 0 && p.Blocks[i].Step.Kind() == step.KindRecall
}

// A name or a password in a request's JSON must come from a form, so that the learner can type their own. The exceptions are
// people of the story whose password is not the matter.
func TestWherePeopleSignInTheLearnerCanTypeTheirOwn(t *testing.T) {
	signIn := regexp.MustCompile(`"USERNAME": "([^"]+)", "PASSWORD": "([^"]+)"`)
	for _, l := range theCourse(t).Lessons {
		typed := map[string]bool{}
		for _, at := range l.Steps() {
			block, _ := l.Block(at)
			for _, name := range block.Step.Keeps() {
				if block.Step.Kind() == step.KindType {
					typed[name] = true
				}
			}
			call, ok := block.Step.(*step.Call)
			if !ok {
				continue
			}
			found := signIn.FindStringSubmatch(call.Text().Source())
			if found == nil || !strings.HasPrefix(found[1], "{{") {
				continue
			}
			if name := strings.Trim(found[1], "{}"); !typed[name] {
				t.Errorf("%s:%d: somebody signs in, and no form asks for %s", l.File, block.Line, name)
			}
		}
		if signsIn(l, signIn) && len(typed) == 0 {
			t.Errorf("%s: somebody signs in, and nothing can be typed", l.File)
		}
	}
}

func signsIn(l *lessons.Lesson, signIn *regexp.Regexp) bool {
	return slices.ContainsFunc(l.Steps(), func(at lessons.At) bool {
		block, _ := l.Block(at)
		call, ok := block.Step.(*step.Call)
		return ok && signIn.MatchString(call.Text().Source())
	})
}

// unasked are the first calls of a kind without a prediction: an administrator's preparations, the login pages of others, and
// those that come at once after a call whose prediction asks for both.
var unasked = []string{
	"cognito-idp SetUserMFAPreference", "cognito-idp AdminUpdateUserAttributes", "cognito-idp AdminResetUserPassword",
	"cognito-idp AdminGetUser", "cognito-idp AdminDisableUser", "iam UpdateAssumeRolePolicy", "iam PutRolePolicy",
	"cognito-idp ConfirmForgotPassword", "s3 GetObject", "s3 ListObjectsV2", "cognito-identity GetOpenIdToken", "cognito-idp RespondToAuthChallenge",
}

// Requests that are no operation of AWS, such as GET /me, are all of one kind, and asked about in the first lesson.
func TestThereIsAPredictionBeforeTheFirstCallOfEachKind(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range theCourse(t).Lessons {
		asked := false
		for _, at := range l.Steps() {
			block, _ := l.Block(at)
			if block.Step.Kind() == step.KindPredict {
				asked = true
			}
			if !block.Step.Runs() || len(block.Step.Planned()) == 0 {
				continue
			}
			first := block.Step.Planned()[0]
			kind := fmt.Sprintf("%s %s", first.To, first.Operation)
			if !seen[kind] && !asked && !slices.Contains(unasked, kind) && !strings.Contains(first.Operation, " ") {
				t.Errorf("%s:%d: nobody is asked what the first %s will do", l.File, block.Line, kind)
			}
			seen[kind], asked = true, false
		}
	}
}
