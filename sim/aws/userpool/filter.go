package userpool

import (
	"slices"
	"strings"
)

// filter is the one condition that ListUsers takes: attribute = "value", or ^= for a beginning.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html
type filter struct {
	attribute, value string
	prefix           bool
}

// Refusals of filters.
var (
	errFilter          = refusal("InvalidParameterException", "Error while parsing filter.")
	errSearchAttribute = refusal("InvalidParameterException", "Invalid search attribute: %s")
)

// searchable are the attributes that a filter may name. Custom ones are not among them.
func searchable() []string {
	return []string{
		"username", "email", "phone_number", "name", "given_name", "family_name", "preferred_username",
		"cognito:user_status", "status", "sub",
	}
}

// parseFilter reads a filter. Quotes and backslashes inside the value are escaped with a
// backslash. Blanks around the parts do not matter.
func parseFilter(text string) (filter, error) {
	text = strings.TrimSpace(text)
	end := strings.IndexAny(text, " \t=^")
	if end <= 0 {
		return filter{}, errFilter.Because(`a filter reads: attribute = "value"`)
	}
	f := filter{attribute: text[:end]}
	rest := strings.TrimLeft(text[end:], " \t")
	if rest, f.prefix = strings.CutPrefix(rest, "^"); !strings.HasPrefix(rest, "=") {
		return filter{}, errFilter.Because("after the attribute stands = or ^=")
	}
	value, ok := unquote(strings.TrimLeft(rest[1:], " \t"))
	if !ok {
		return filter{}, errFilter.Because(`the value stands in double quotes, with \ before a quote inside it`)
	}
	f.value = value
	if !slices.Contains(searchable(), f.attribute) {
		return filter{}, errSearchAttribute.Saying(f.attribute).Because("these can be searched: %s", strings.Join(searchable(), ", "))
	}
	return f, nil
}

// unquote reads a quoted value that fills the whole text.
func unquote(text string) (string, bool) {
	if len(text) < 2 || text[0] != '"' {
		return "", false
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch c := text[i]; c {
		case '"':
			return b.String(), i == len(text)-1
		case '\\':
			if i++; i == len(text) {
				return "", false
			}
			b.WriteByte(text[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", false
}

// String writes the filter so that parseFilter reads it again.
func (f filter) String() string {
	operator := "="
	if f.prefix {
		operator = "^="
	}
	return f.attribute + " " + operator + ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(f.value) + `"`
}

// matches reports whether a user fits. Callers hold mu.
func (f filter) matches(p *pool, u *user) bool {
	has, want := f.of(u), f.value
	switch f.attribute {
	case "username", "email", "preferred_username":
		has, want = p.fold(has), p.fold(want)
	case "cognito:user_status":
		has, want = strings.ToUpper(has), strings.ToUpper(want)
	}
	if f.prefix {
		return strings.HasPrefix(has, want)
	}
	return has == want
}

func (f filter) of(u *user) string {
	switch f.attribute {
	case "username":
		return u.name
	case "sub":
		return u.sub
	case "cognito:user_status":
		return u.status
	case "status":
		if u.disabled {
			return "Disabled"
		}
		return "Enabled"
	}
	return u.attributes[f.attribute]
}

// one is the user whom an index finds for a filter that only one can fit. Callers hold mu.
func (f filter) one(p *pool) (u *user, indexed bool) {
	if f.prefix {
		return nil, false
	}
	switch f.attribute {
	case "username":
		return p.users[p.fold(f.value)], true
	case "sub":
		return p.subs[f.value], true
	case "email", "phone_number":
		// Where addresses are usernames, each belongs to one of the pool's own users at most.
		if slices.Contains(p.UsernameAttributes, f.attribute) && len(p.Providers) == 0 && len(p.links) == 0 {
			u := p.aliases[p.fold(f.value)]
			if u == nil || !f.matches(p, u) {
				return nil, true
			}
			return u, true
		}
	}
	return nil, false
}
