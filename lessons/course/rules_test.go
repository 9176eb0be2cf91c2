package course_test

import (
	"fmt"
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
		for _, next := range nextOnTracks(all[i:]) {
			_, named, _ := strings.Cut(strings.ToLower(prose(last)), "next: *")
			if !strings.Contains("*"+named, "*"+strings.ToLower(strings.TrimSuffix(next.Title, "."))) {
				t.Errorf("%s does not name a lesson that comes next, %q", l.File, next.Title)
			}
		}
	}
}

// nextOnTracks are the lessons that come next on the tracks of the first of these.
func nextOnTracks(from []*lessons.Lesson) (next []*lessons.Lesson) {
	for _, track := range from[0].Tracks() {
		on := slices.IndexFunc(from[1:], func(l *lessons.Lesson) bool { return slices.Contains(l.Tracks(), track) })
		if on >= 0 {
			next = append(next, from[1+on])
		}
	}
	return next
}

// openings say to which page each lesson's opening question goes back, and a word that question and page share.
var openings = map[string]struct{ page, word string }{
	"signing-in":       {"two-pools/sign-in", "password"},
	"three-tokens":     {"sign-up/code", "code"},
	"access-to-an-app": {"signing-in/lockout", "Paul"},
	"account-recovery": {"three-tokens/refresh", "refresh token"},
	"login-page":       {"access-to-an-app/with-token", "API"},
	"social-login":     {"account-recovery/verify", "verified"},
	"trade":            {"login-page/redirect", "page of"},
	"many-doors":       {"social-login/tokens", "token"},
	"which-role":       {"trade/key-card", "role"},
	"photo-upload":     {"many-doors/user-pool", "number"},
	"break-the-upload": {"which-role/tags", "trust policy"},
	"just-a-policy":    {"photo-upload/other-folder", "folder"},
	"why-not-sts":      {"break-the-upload/trust", "trust policy"},
	"choose":           {"just-a-policy/pool-alone", "IAM silence is a no"},
}

func TestEachLessonOpensWithAQuestionFromTwoLessonsBack(t *testing.T) {
	all := theCourse(t).Lessons
	for i := 2; i < len(all); i++ {
		l, want := all[i], openings[all[i].ID]
		lesson, page, _ := strings.Cut(want.page, "/")
		if lesson != all[i-2].ID {
			t.Errorf("%s goes back to %q, want a page of %s, two lessons before", l.File, want.page, all[i-2].ID)
			continue
		}
		at := slices.IndexFunc(l.Pages[0].Blocks, func(b lessons.Block) bool { return b.Step != nil })
		asked, ok := l.Pages[0].Blocks[at].Step.(*step.Question)
		if !ok {
			t.Errorf("%s does not open with a question", l.File)
			continue
		}
		question := whole(asked)
		back := slices.IndexFunc(all[i-2].Pages, func(p lessons.Page) bool { return p.ID == page })
		if back < 0 || !strings.Contains(question, want.word) || !strings.Contains(pageWords(all[i-2].Pages[max(back, 0)]), want.word) {
			t.Errorf("%s: question %q and page %s must both speak of %q", l.File, question, want.page, want.word)
		}
	}
}

// whole is a question with its choices and their reasons.
func whole(q *step.Question) string {
	var parts []string
	for _, text := range q.Asked.Templates() {
		parts = append(parts, text.Source())
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// pageWords is the prose of a page with its questions.
func pageWords(p lessons.Page) string {
	text := prose(p)
	for _, b := range p.Blocks {
		if q, ok := b.Step.(*step.Question); ok {
			text += whole(q) + "\n"
		}
	}
	return text
}

// opensWithRecall reports whether a recall is the first step of a page.
func opensWithRecall(p lessons.Page) bool {
	i := slices.IndexFunc(p.Blocks, func(b lessons.Block) bool { return b.Step != nil })
	return i >= 0 && p.Blocks[i].Step.Kind() == step.KindRecall
}

// unasked are the first calls of a kind without a prediction: an administrator's preparations, the login pages of others, and
// those that come at once after a call whose prediction asks for both.
var unasked = []string{
	"cognito-idp SetUserMFAPreference", "cognito-idp AdminUpdateUserAttributes", "cognito-idp AdminResetUserPassword",
	"cognito-idp AdminGetUser", "cognito-idp AdminDisableUser", "iam UpdateAssumeRolePolicy", "iam PutRolePolicy",
	"cognito-idp ConfirmForgotPassword", "cognito-idp VerifyUserAttribute", "s3 GetObject", "s3 ListObjectsV2", "cognito-identity GetOpenIdToken", "cognito-idp RespondToAuthChallenge",
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
