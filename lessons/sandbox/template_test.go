package sandbox_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"poolschool/sim/wire/constraint"
)

func TestEveryTemplateFitsItsOperation(t *testing.T) {
	s := photoApp(t)
	for _, op := range s.Operations() {
		text := s.Template(op)
		filled := strings.NewReplacer("{{identityId}}", "us-east-1:0", "{{", "a-value-of-a-certain-length-", "}}", "").Replace(text)
		in := reflect.New(op.Request)
		if err := json.Unmarshal([]byte(filled), in.Interface(), json.RejectUnknownMembers(!strings.Contains(text, `"Body"`))); err != nil {
			t.Errorf("%s %s: %v\n%s", op.Service, op.Name, err, text)
			continue
		}
		for _, broken := range constraint.New(op.Request).Broken(in.Elem()) {
			t.Errorf("%s %s: %s\n%s", op.Service, op.Name, broken, text)
		}
	}
}
