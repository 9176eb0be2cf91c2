package simtest

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/token"
)

// claim compares a claim of a kept token with JSON; "absent" says that it must not be there.
func (p *player) claim(rest, _ string) error {
	parts := strings.SplitN(rest, " ", 3)
	if len(parts) != 3 {
		return fmt.Errorf("write: claim TOKEN NAME JSON")
	}
	raw, err := p.value(parts[0])
	if err != nil {
		return err
	}
	t, err := token.Decode(raw)
	if err != nil {
		return err
	}
	v, ok := t.Claims.Get(parts[1])
	if parts[2] == "absent" {
		if ok {
			return fmt.Errorf("claim is %v", v)
		}
		return nil
	}
	got, err := json.Marshal(v, json.Deterministic(true)) // or a claim that is an object would differ by its order
	if err != nil {
		return err
	}
	want := jsontext.Value(parts[2])
	if err := want.Compact(); err != nil {
		return err
	}
	if !ok || !bytes.Equal(got, want) {
		return fmt.Errorf("claim is %s", got)
	}
	return nil
}
