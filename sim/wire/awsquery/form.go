package awsquery

import (
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// wireName is how a member is spelled on the wire: its json tag, or its own name. STS writes
// most members with a capital and a few (arn) without.
func wireName(f reflect.StructField) string {
	if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
		return name
	}
	return f.Name
}

// branch is a form sorted into a tree along the dots of its names.
type branch struct {
	value  string
	given  bool
	limbs  map[string]*branch
	origin string // the name as sent
}

// maxDots is deeper than any member of any operation: a longer name is no member.
const maxDots = 8

func grow(form url.Values) *branch {
	root := &branch{}
	for name, values := range form {
		if strings.Count(name, ".") > maxDots {
			continue
		}
		at := root
		for step := range strings.SplitSeq(name, ".") {
			if at.limbs == nil {
				at.limbs = map[string]*branch{}
			}
			next := at.limbs[step]
			if next == nil {
				next = &branch{}
				at.limbs[step] = next
			}
			at = next
		}
		at.value, at.given, at.origin = values[0], true, name
	}
	return root
}

// readForm fills a request struct. Parameters that it does not know pass, as at AWS.
func readForm(form url.Values, into reflect.Value) error {
	return grow(form).fill(into)
}

func (b *branch) fill(into reflect.Value) error {
	switch into.Kind() {
	case reflect.Pointer:
		inner := into.Type().Elem().Kind()
		if !b.given && inner != reflect.Struct {
			return nil
		}
		into.Set(reflect.New(into.Type().Elem()))
		return b.fill(into.Elem())
	case reflect.Struct:
		for i := range into.NumField() {
			limb, ok := b.limbs[wireName(into.Type().Field(i))]
			if !ok {
				continue
			}
			if err := limb.fill(into.Field(i)); err != nil {
				return err
			}
		}
		return nil
	case reflect.Slice:
		return b.fillList(into)
	}
	return b.fillScalar(into)
}

// fillList reads NAME.member.1, NAME.member.2, … in the order of the numbers. Gaps close.
func (b *branch) fillList(into reflect.Value) error {
	into.Set(reflect.MakeSlice(into.Type(), 0, 0))
	members := b.limbs["member"]
	if members == nil {
		return nil
	}
	var numbers []int
	for text := range members.limbs {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || strconv.Itoa(n) != text {
			return errInput.Because("%q does not number a member of a list", text)
		}
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		item := reflect.New(into.Type().Elem()).Elem()
		if err := members.limbs[strconv.Itoa(n)].fill(item); err != nil {
			return err
		}
		into.Set(reflect.Append(into, item))
	}
	return nil
}

func (b *branch) fillScalar(into reflect.Value) error {
	if !b.given {
		return nil
	}
	switch into.Kind() {
	case reflect.String:
		into.SetString(b.value)
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(b.value, 10, 64)
		if err != nil {
			return errInput.Because("%s is %q, which is no whole number", b.origin, b.value)
		}
		into.SetInt(n)
	case reflect.Bool:
		if b.value != "true" && b.value != "false" {
			return errInput.Because("%s is %q, which is neither true nor false", b.origin, b.value)
		}
		into.SetBool(b.value == "true")
	}
	return nil
}

// writeForm is the other direction: members that are empty are left out.
func writeForm(form url.Values, prefix string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			writeForm(form, prefix, v.Elem())
		}
	case reflect.Struct:
		if prefix != "" {
			prefix += "."
		}
		for i := range v.NumField() {
			field := v.Field(i)
			if field.Kind() != reflect.Struct && field.IsZero() {
				continue
			}
			writeForm(form, prefix+wireName(v.Type().Field(i)), field)
		}
	case reflect.Slice:
		if v.Len() == 0 {
			form.Set(prefix, "")
		}
		for i := range v.Len() {
			writeForm(form, prefix+".member."+strconv.Itoa(i+1), v.Index(i))
		}
	case reflect.String:
		form.Set(prefix, v.String())
	case reflect.Int, reflect.Int64:
		form.Set(prefix, strconv.FormatInt(v.Int(), 10))
	case reflect.Bool:
		form.Set(prefix, strconv.FormatBool(v.Bool()))
	}
}
