package userpool

import (
	"errors"
	"testing"

	"poolschool/sim/account"
)

func TestFilters(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       filter
		err        error
	}{
		{"equals", `email = "a@b.c"`, filter{"email", "a@b.c", false}, nil},
		{"begins", `email ^= "a"`, filter{"email", "a", true}, nil},
		{"blanks do not matter", `  name="Ana Maria"  `, filter{"name", "Ana Maria", false}, nil},
		{"quotes are escaped", `name = "the \"A\" \\ team"`, filter{"name", `the "A" \ team`, false}, nil},
		{"an attribute with a colon", `cognito:user_status = "CONFIRMED"`, filter{"cognito:user_status", "CONFIRMED", false}, nil},
		{"an empty value", `name = ""`, filter{"name", "", false}, nil},
		{"custom attributes cannot be searched", `custom:x = "1"`, filter{}, errSearchAttribute.Saying("custom:x")},
		{"nor others", `locale = "de"`, filter{}, errSearchAttribute.Saying("locale")},
		{"no operator", `email "a"`, filter{}, errFilter},
		{"half an operator", `email ^ "a"`, filter{}, errFilter},
		{"another operator", `email > "a"`, filter{}, errFilter},
		{"no quotes", `email = a`, filter{}, errFilter},
		{"single quotes", `email = 'a'`, filter{}, errFilter},
		{"an open quote", `email = "a`, filter{}, errFilter},
		{"more behind it", `email = "a" and name = "b"`, filter{}, errFilter},
		{"a lone backslash", `email = "a\`, filter{}, errFilter},
		{"no attribute", `= "a"`, filter{}, errFilter},
		{"nothing", `   `, filter{}, errFilter},
	} {
		got, err := parseFilter(tt.text)
		matches := tt.err == nil && err == nil || tt.err != nil && errors.Is(err, tt.err)
		if got != tt.want || !matches {
			t.Errorf("%s: parseFilter(%q) = %+v, %v; want %+v, %v", tt.name, tt.text, got, err, tt.want, tt.err)
		}
	}
}

func TestFiltersFoldCaseWhereThePoolDoes(t *testing.T) {
	for _, tt := range []struct {
		name        string
		insensitive bool
		filter      string
		want        int
	}{
		{"a pool that tells case apart", false, `email = "ANA@example.com"`, 0},
		{"one that does not", true, `email = "ANA@example.com"`, 1},
		{"a name is always told apart", true, `name = "ana"`, 0},
		{"a state never", false, `cognito:user_status ^= "conf"`, 1},
		{"a username by its index", true, `username = "ANA"`, 1},
		{"a sub by its index", false, `sub = "no such"`, 0},
	} {
		d := newDesk(t, func(p *account.UserPool) { p.CaseInsensitive, p.Users[0].Attributes["name"] = tt.insensitive, "Ana" })
		out, err := d.ListUsers(t.Context(), ListUsersRequest{UserPoolId: d.pool, Filter: tt.filter})
		if err != nil || len(out.Users) != tt.want {
			t.Errorf("%s: %d users, %v; want %d", tt.name, len(out.Users), err, tt.want)
		}
	}
}

func TestAddressesThatAreUsernamesAreFoundByTheirIndex(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) {
		p.UsernameAttributes, p.Users = []string{"email", "phone_number"}, []account.User{{Username: anaEmail, Attributes: map[string]string{"phone_number": anaPhone}}}
	})
	for filter, want := range map[string]int{`email = "` + anaEmail + `"`: 1, `phone_number = "` + anaPhone + `"`: 1, `email = "` + anaPhone + `"`: 0, `email = "x@y.z"`: 0} {
		out, err := d.ListUsers(t.Context(), ListUsersRequest{UserPoolId: d.pool, Filter: filter})
		if err != nil || len(out.Users) != want {
			t.Errorf("%s: %d users, %v; want %d", filter, len(out.Users), err, want)
		}
	}
}

func TestPagesSurviveDeletions(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) {
		p.Users = nil
		for _, name := range []string{"a", "b", "c", "d", "e"} {
			p.Users = append(p.Users, account.User{Username: name})
		}
	})
	two := 2
	first, err := d.ListUsers(t.Context(), ListUsersRequest{UserPoolId: d.pool, Limit: &two})
	if err != nil || len(first.Users) != 2 {
		t.Fatalf("first page: %+v, %v", first, err)
	}
	for _, gone := range []string{"a", "c"} {
		if _, err := d.AdminDeleteUser(t.Context(), AdminUserRequest{UserPoolId: d.pool, Username: gone}); err != nil {
			t.Fatal(err)
		}
	}
	second, err := d.ListUsers(t.Context(), ListUsersRequest{UserPoolId: d.pool, Limit: &two, PaginationToken: first.PaginationToken})
	if err != nil || len(second.Users) != 2 || second.Users[0].Username != "d" || second.PaginationToken != "" {
		t.Errorf("second page: %+v, %v; want d and e", second, err)
	}
}

func TestPageTokens(t *testing.T) {
	for _, tt := range []struct{ name, token string }{
		{"no base64", "%%%"}, {"something else inside", "eHh4"}, {"a negative number", pageToken(-4)}, {"words", "ZnJvbSBoZXJl"},
	} {
		if _, err := position(tt.token); !errors.Is(err, errPage) {
			t.Errorf("%s: %v, want a refusal", tt.name, err)
		}
	}
	if part, next, err := page([]int{1, 2, 3}, pageToken(99), 2); err != nil || len(part) != 0 || next != "" {
		t.Errorf("a token beyond the end: %v, %q, %v", part, next, err)
	}
}

func FuzzParseFilter(f *testing.F) {
	for _, seed := range []string{`email = "a@b.c"`, `username ^= "x\"y"`, `status="Enabled"`, `sub`, `name = "\\"`, "", `"`, `^=`, "given_name\t=\t\"é\""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := parseFilter(text)
		if err != nil {
			return
		}
		again, err := parseFilter(parsed.String())
		if err != nil || again != parsed {
			t.Errorf("%q reads as %+v, and %q as %+v (%v)", text, parsed, parsed.String(), again, err)
		}
	})
}
