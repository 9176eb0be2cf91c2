package policy

import (
	"regexp"
	"strings"
	"testing"
)

func TestPatternMatch(t *testing.T) {
	both := syntax{wildcards: true, variables: true}
	keys := NewContext(map[string][]string{
		"aws:username": {"ana"}, "aws:PrincipalTag/star": {"*"}, "aws:PrincipalTag/mark": {"?"}, "aws:PrincipalTag/none": {""},
		"aws:TagKeys": {"one"}, "k:two": {"a", "b"}, "cognito-identity.amazonaws.com:sub": {identity},
	})
	for _, tt := range []struct {
		name, pattern string
		as            syntax
		text          string
		want          bool
	}{
		{"a literal matches itself", "abc", both, "abc", true},
		{"a literal is not a prefix", "abc", both, "abcd", false},
		{"the empty pattern matches the empty text", "", both, "", true},
		{"the empty pattern matches nothing else", "", both, "a", false},
		{"a star matches nothing at all", "a*", both, "a", true},
		{"a star crosses slashes", "a/*", both, "a/b/c/d", true},
		{"a star crosses colons", "arn:*", both, "arn:aws:s3:::b", true},
		{"a star in the middle backs up", "a*bc", both, "abxbc", true},
		{"a star in the middle needs its end", "a*bc", both, "abxbcd", false},
		{"two stars keep their order", "*a*b*", both, "xbxa", false},
		{"neighbouring stars are one", "a***b", both, "ab", true},
		{"a question mark is one character", "a?c", both, "abc", true},
		{"a question mark is not none", "a?c", both, "ac", false},
		{"a question mark is one character of several bytes", "a?c", both, "a€c", true},
		{"two question marks are not the bytes of one character", "*??", both, "€", false},
		{"case matters", "ABC", both, "abc", false},
		{"without wildcards a star is a star", "a*", syntax{}, "ab", false},
		{"without wildcards a star equals itself", "a*", syntax{}, "a*", true},
		{"a variable is filled in", "home/${aws:username}/*", both, "home/ana/x", true},
		{"a variable's key has no case", "home/${AWS:UserName}/*", both, "home/ana/x", true},
		{"a value with colons stays raw", "p/${cognito-identity.amazonaws.com:sub}/*", both, "p/" + identity + "/x", true},
		{"another value does not match", "home/${aws:username}/*", both, "home/bob/x", false},
		{"a star in a value is a star", "home/${aws:PrincipalTag/star}/x", both, "home/*/x", true},
		{"a star in a value is no wildcard", "home/${aws:PrincipalTag/star}/x", both, "home/bob/x", false},
		{"a question mark in a value is no wildcard", "${aws:PrincipalTag/mark}", both, "a", false},
		{"an empty value is a value", "a${aws:PrincipalTag/none}b", both, "ab", true},
		{"a variable without value matches nothing", "*${no:such}*", both, "anything", false},
		{"a variable without value does not match itself", "${no:such}", both, "${no:such}", false},
		{"a default stands in", "${aws:PrincipalTag/team, 'company-wide'}", both, "company-wide", true},
		{"a default is not used when there is a value", "${aws:username, 'guest'}", both, "guest", false},
		{"a star in a default is no wildcard", "${no:such, '*'}", both, "a", false},
		{"a default needs its quotes", "${aws:username, guest}", both, "ana", false},
		{"a key of several values is no variable", "${k:two}", both, "a", false},
		{"a key that may have several values is no variable", "${aws:TagKeys}", both, "one", false},
		{"an escaped star is a star", "a${*}", both, "a*", true},
		{"an escaped star is no wildcard", "a${*}", both, "ab", false},
		{"an escaped question mark is no wildcard", "a${?}", both, "ab", false},
		{"an escaped dollar is a dollar", "${$}{aws:username}", both, "${aws:username}", true},
		{"an open variable is text", "${aws:username", both, "${aws:username", true},
		{"without variables they are text", "${aws:username}", syntax{wildcards: true}, "${aws:username}", true},
		{"nine stars end quickly", strings.Repeat("a*", 9) + "b", both, strings.Repeat("a", 3000), false},
	} {
		p := compile(tt.pattern, tt.as)
		if got := p.match(tt.text, keys); got != tt.want {
			t.Errorf("%s: %q on %q: got %v, want %v", tt.name, tt.pattern, tt.text, got, tt.want)
		}
	}
}

// FuzzPatternMatch compares with a regular expression that says the same.
func FuzzPatternMatch(f *testing.F) {
	f.Add("a*b?c", "axxbyc", "v")
	f.Add("${k}*", "*x", "*")
	f.Add("*${k, 'd'}?*${*}", "€€d*", "")
	f.Fuzz(func(t *testing.T, pattern, text, value string) {
		p := compile(pattern, syntax{wildcards: true, variables: true})
		keys := NewContext(map[string][]string{"k": {value}})
		filled, ok := fillParts(nil, p.parts, keys)
		var re strings.Builder
		re.WriteString(`(?s)\A`)
		for _, part := range filled {
			switch part.kind {
			case anyRun:
				re.WriteString(".*")
			case anyOne:
				re.WriteString(".")
			default:
				re.WriteString(regexp.QuoteMeta(part.text))
			}
		}
		re.WriteString(`\z`)
		same, err := regexp.Compile(re.String())
		if err != nil { // text that is not UTF-8
			return
		}
		want := ok && same.MatchString(text)
		if strings.ToValidUTF8(text+pattern+value, "") != text+pattern+value {
			return
		}
		if got := p.match(text, keys); got != want {
			t.Errorf("%q on %q with %q: got %v, want %v", pattern, text, value, got, want)
		}
	})
}
