package intake

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Templates may write numbers and truths as text, and text as a number: "true", "30", 111122223333.

// flag is a truth.
type flag bool

// UnmarshalJSON takes true and "true".
func (f *flag) UnmarshalJSON(data []byte) error {
	b, err := strconv.ParseBool(strings.ToLower(bare(data)))
	if err != nil {
		return fmt.Errorf("%s is neither true nor false", data)
	}
	*f = flag(b)
	return nil
}

// number is a whole number.
type number int

// UnmarshalJSON takes 30 and "30".
func (n *number) UnmarshalJSON(data []byte) error {
	v, err := strconv.ParseFloat(bare(data), 64)
	if err != nil || v != float64(int(v)) {
		return fmt.Errorf("%s is no whole number", data)
	}
	*n = number(v)
	return nil
}

// text is text.
type text string

// UnmarshalJSON takes "a", 1 and true.
func (t *text) UnmarshalJSON(data []byte) error {
	if kind := jsontext.Value(data).Kind(); kind == '{' || kind == '[' {
		return fmt.Errorf("%.40s is no text", data)
	}
	*t = text(bare(data))
	return nil
}

// bare is a scalar without quotes.
func bare(data []byte) string {
	var s string
	if json.Unmarshal(data, &s) == nil {
		return s
	}
	if string(data) == "null" {
		return ""
	}
	return string(data)
}

// texts is a list of text; a single one need not stand in a list.
type texts []string

// UnmarshalJSON takes ["a", "b"] and "a".
func (t *texts) UnmarshalJSON(data []byte) error {
	*t = nil
	if jsontext.Value(data).Kind() != '[' {
		var one text
		if err := one.UnmarshalJSON(data); err != nil {
			return err
		}
		if one != "" {
			*t = texts{string(one)}
		}
		return nil
	}
	var all []text
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	for _, one := range all {
		*t = append(*t, string(one))
	}
	return nil
}

// rest are the members of an answer that a shape does not name.
type rest map[string]jsontext.Value

// empty reports whether a value says nothing: null, "", [], {}.
func empty(v jsontext.Value) bool {
	switch strings.Join(strings.Fields(string(v)), "") {
	case "null", `""`, "[]", "{}":
		return true
	}
	return false
}
