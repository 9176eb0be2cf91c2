package copyas

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/trace"
)

// branch is a form sorted into a tree along the dots of its names, in the order in which they stand.
type branch struct {
	names []string
	limbs map[string]*branch
	value string
}

func (b *branch) at(name string) *branch {
	if b.limbs == nil {
		b.limbs = map[string]*branch{}
	}
	if b.limbs[name] == nil {
		b.limbs[name] = &branch{}
		b.names = append(b.names, name)
	}
	return b.limbs[name]
}

// formFlags are the members of a request of a query service: STS, IAM.
func formFlags(e trace.Exchange, secrets bool) ([]string, bool) {
	root := &branch{}
	for pair := range strings.SplitSeq(string(e.Request.Body), "&") {
		name, text, _ := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(name)
		if err != nil {
			return nil, false
		}
		value, err := url.QueryUnescape(text)
		if err != nil {
			return nil, false
		}
		if name == "Action" || name == "Version" || strings.Count(name, ".") > 8 {
			continue
		}
		at := root
		for step := range strings.SplitSeq(name, ".") {
			at = at.at(step)
		}
		at.value = kept(e, value, secrets)
	}
	var flags []string
	for _, name := range root.names {
		limb := root.limbs[name]
		switch {
		case len(limb.names) > 0:
			flags = append(flags, flag(kebab(name), limb.json()))
		case limb.value == "true":
			flags = append(flags, "--"+kebab(name))
		case limb.value == "false":
			flags = append(flags, "--no-"+kebab(name))
		default:
			flags = append(flags, flag(kebab(name), limb.value))
		}
	}
	return flags, true
}

// json writes a branch: NAME.member.1 is a list.
func (b *branch) json() string {
	if len(b.names) == 0 {
		text, err := jsontext.AppendQuote(nil, strings.ToValidUTF8(b.value, "\uFFFD"))
		if err != nil {
			return `""`
		}
		return string(text)
	}
	var parts []string
	if list := b.limbs["member"]; list != nil {
		numbers := slices.Clone(list.names)
		slices.SortFunc(numbers, func(x, y string) int {
			a, _ := strconv.Atoi(x) // what is no number comes first
			b, _ := strconv.Atoi(y)
			return a - b
		})
		for _, n := range numbers {
			parts = append(parts, list.limbs[n].json())
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	for _, name := range b.names {
		parts = append(parts, strconv.Quote(name)+":"+b.limbs[name].json())
	}
	return "{" + strings.Join(parts, ",") + "}"
}
