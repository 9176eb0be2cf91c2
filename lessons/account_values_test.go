package lessons_test

import (
	"strings"
	"testing"

	"poolschool/lessons"
	"poolschool/lessons/step"
)

// keyed is a fake whose account holds long-lived keys.
type keyed struct{ *fake }

func (k keyed) Values() map[string]string {
	values := k.fake.Values()
	values["admin.AccessKeyId"], values["admin.SecretKey"] = "ASIAADMIN", "secret"
	return values
}

func openKeyed(name string) (step.Known, error) {
	k, err := known(name)
	if err != nil {
		return nil, err
	}
	return keyed{k.(*fake)}, nil
}

func TestMembersOfAnAccountsValueMakeOneThatCanSign(t *testing.T) {
	l, err := lessons.Load("010-test.md", []byte(page+"Key {{admin.AccessKeyId}}.\n\n```call app -> s3 PutObject as admin\n{\"Bucket\": \"b\", \"Key\": \"k\", \"Body\": \"hi\"}\n---\nexpect 200\n```\n"), openKeyed)
	if err != nil {
		t.Fatal(err)
	}
	s := session(t, l, func(c *lessons.Config) {
		c.NewWorld = func(st lessons.Start) (step.World, error) { return keyed{newFake(st)}, nil }
	})
	r := play(t, s, 0, step.Input{})
	if !r.Held() {
		t.Errorf("%v", r.Promises)
	}
	if got := r.Exchanges[0].Request.Header.Get("Authorization"); !strings.Contains(got, "Credential=ASIAADMIN/") {
		t.Errorf("signed by %s", got)
	}
}

func TestAMisspeltMemberOfAnAccountsValueIsAMistake(t *testing.T) {
	_, err := lessons.Load("010-test.md", []byte(page+"{{admin.AccesKeyId}}\n"), openKeyed)
	if err == nil || !strings.Contains(err.Error(), `did you mean "admin.AccessKeyId"?`) {
		t.Errorf("error %v", err)
	}
}
