package constraint

import (
	"reflect"
	"slices"
	"testing"
)

type label struct {
	Key string `required:"true" max:"4"`
}

type order struct {
	PoolName string            `required:"true" min:"2" max:"5" pattern:"[a-z-]+"`
	Seconds  *int              `min:"900" max:"3600"`
	Kind     string            `enum:"Token Rules"`
	Password string            `sensitive:"true" min:"6" secret:"true"`
	Labels   []label           `max:"2"`
	ByName   map[string]label  ``
	Inner    *label            ``
	Params   map[string]string `secret:"PASSWORD"`
	All      map[string]string `secret:"true"`
}

func number(n int) *int { return &n }

func TestBrokenSaysWhatAWSSays(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   order
		want []string
	}{
		{"nothing is wrong", order{PoolName: "pool"}, nil},
		{"a required member is missing", order{}, []string{"Value null at 'poolName' failed to satisfy constraint: Member must not be null"}},
		{"a string is too long", order{PoolName: "poolpool"}, []string{"Value 'poolpool' at 'poolName' failed to satisfy constraint: Member must have length less than or equal to 5"}},
		{"every broken rule of a member is a sentence", order{PoolName: "P"}, []string{
			"Value 'P' at 'poolName' failed to satisfy constraint: Member must have length greater than or equal to 2",
			"Value 'P' at 'poolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z-]+"}},
		{"a pattern holds for the whole string, line ends too", order{PoolName: "ab\nc"}, []string{"Value 'ab\nc' at 'poolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z-]+"}},
		{"a zero that was sent is checked", order{PoolName: "pool", Seconds: number(0)}, []string{"Value '0' at 'seconds' failed to satisfy constraint: Member must have value greater than or equal to 900"}},
		{"a number is too large", order{PoolName: "pool", Seconds: number(7200)}, []string{"Value '7200' at 'seconds' failed to satisfy constraint: Member must have value less than or equal to 3600"}},
		{"a word is not in the list", order{PoolName: "pool", Kind: "Rule"}, []string{"Value 'Rule' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [Token, Rules]"}},
		{"a sensitive value is not shown", order{PoolName: "pool", Password: "abc"}, []string{"Value at 'password' failed to satisfy constraint: Member must have length greater than or equal to 6"}},
		{"members of lists have their number", order{PoolName: "pool", Labels: []label{{"a"}, {}}}, []string{"Value null at 'labels.2.member.key' failed to satisfy constraint: Member must not be null"}},
		{"members of maps have their key", order{PoolName: "pool", ByName: map[string]label{"x": {"abcde"}}}, []string{"Value 'abcde' at 'byName.x.member.key' failed to satisfy constraint: Member must have length less than or equal to 4"}},
		{"members of structs have their path", order{PoolName: "pool", Inner: &label{}}, []string{"Value null at 'inner.key' failed to satisfy constraint: Member must not be null"}},
	} {
		got := New(reflect.TypeFor[order]()).Broken(reflect.ValueOf(tt.in))
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// Common are members that two requests share.
type Common struct {
	Name  string `required:"true" max:"3"`
	Token string `secret:"true"`
}

type create struct {
	ID string `required:"true"`
	Common
}

func TestEmbeddedMembersAreTheStructsOwn(t *testing.T) {
	plan := New(reflect.TypeFor[create]())
	want := []string{
		"Value null at 'iD' failed to satisfy constraint: Member must not be null",
		"Value null at 'name' failed to satisfy constraint: Member must not be null",
	}
	if got := plan.Broken(reflect.ValueOf(create{})); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := plan.Secrets(reflect.ValueOf(create{Common: Common{Token: "s3cret"}})); !slices.Equal(got, []string{"s3cret"}) {
		t.Errorf("secrets are %q", got)
	}
}

func TestSentenceCounts(t *testing.T) {
	if got, want := Sentence([]string{"a"}), "1 validation error detected: a"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Sentence([]string{"a", "b"}), "2 validation errors detected: a; b"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSecretsAreTheTaggedValues(t *testing.T) {
	in := order{PoolName: "pool", Password: "hunter22", Params: map[string]string{"PASSWORD": "p1", "USERNAME": "ana"}, All: map[string]string{"k": "v"}}
	got := New(reflect.TypeFor[order]()).Secrets(reflect.ValueOf(in))
	if want := []string{"hunter22", "p1", "v"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatIsNoStructHasNoPlan(t *testing.T) {
	if got := New(reflect.TypeFor[string]()); got != nil {
		t.Errorf("got %v, want nothing", got)
	}
}
