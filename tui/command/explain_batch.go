package command

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/policy"
)

// explainRequest is one line of a batch.
type explainRequest struct {
	ID               string            `json:"id"`
	Principal        string            `json:"principal"`
	Action           string            `json:"action"`
	Resource         string            `json:"resource"`
	Context          map[string]values `json:"context"`
	IdentityPolicies []jsontext.Value  `json:"identity_policies"`
	SessionPolicies  []jsontext.Value  `json:"session_policies"` // null: none attached
	Boundary         jsontext.Value    `json:"permissions_boundary"`
	ResourcePolicy   jsontext.Value    `json:"resource_policy"`
}

// values are one text or several.
type values []string

// UnmarshalJSONFrom reads "a" and ["a", "b"].
func (v *values) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	if dec.PeekKind() == '[' {
		return json.UnmarshalDecode(dec, (*[]string)(v))
	}
	var one string
	if err := json.UnmarshalDecode(dec, &one); err != nil {
		return err
	}
	*v = values{one}
	return nil
}

// explainAnswer is one line of the answer.
type explainAnswer struct {
	ID       string         `json:"id"`
	Decision policy.Outcome `json:"decision,omitempty"`
	Reason   string         `json:"reason,omitempty"`
	Error    string         `json:"error,omitempty"` // instead of a decision
}

// longestLine of a batch, in bytes.
const longestLine = 4 << 20

// explainBatch answers every line of a file. A line that cannot be read gets an error in its place, and
// the others their decision; the exit code then says that something failed.
func (e Env) explainBatch(file string) error {
	in := io.NopCloser(e.In)
	if file != "-" {
		opened, err := e.Open(file)
		if err != nil {
			return err
		}
		in = opened
	}
	out := bufio.NewWriter(e.Out)
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), longestLine)
	documents, failed := documents{}, 0
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		answer, err := documents.explain(lines.Bytes())
		if err != nil {
			answer.Error = fmt.Sprintf("line %d: %v", n, err)
			failed++
		}
		text, err := json.Marshal(answer)
		if err != nil {
			return err
		}
		if _, err := out.Write(append(text, '\n')); err != nil {
			return err
		}
	}
	err := errors.Join(lines.Err(), out.Flush(), in.Close())
	if errors.Is(err, bufio.ErrTooLong) {
		return fmt.Errorf("%s: a line is longer than %d bytes; nothing behind it was decided", file, longestLine)
	}
	if err == nil && failed > 0 {
		err = fmt.Errorf("%s of %s could not be decided; an error stands in its place", counted(failed, "line"), file)
	}
	return err
}

// documents are policies that were read already: the lines of a batch tend to have the same ones.
type documents map[document]policy.Policy

// document tells policies apart: where it stands is part of what is said about it.
type document struct {
	kind policy.Kind
	name string // "identity_policies[0]"
	text string
}

const (
	mostDocuments   = 256      // how many are remembered
	longestDocument = 64 << 10 // and how long such a one may be, in bytes
)

// parse is policy.Parse, or what it answered before. Nobody changes a policy.
func (d documents) parse(kind policy.Kind, name string, text jsontext.Value) (policy.Policy, error) {
	key := document{kind, name, string(text)}
	if p, ok := d[key]; ok {
		return p, nil
	}
	p, err := policy.Parse(kind, name, text)
	if err != nil {
		return p, fmt.Errorf("%s: %w", name, err)
	}
	if len(text) > longestDocument {
		return p, nil
	}
	if len(d) >= mostDocuments {
		clear(d)
	}
	d[key] = p
	return p, nil
}

func (d documents) explain(line []byte) (explainAnswer, error) {
	var q explainRequest
	if err := json.Unmarshal(line, &q, json.RejectUnknownMembers(true)); err != nil {
		return explainAnswer{ID: q.ID}, unread(err)
	}
	answer := explainAnswer{ID: q.ID}
	request, err := q.request()
	if err != nil {
		return answer, err
	}
	policies, err := d.policies(q)
	if err != nil {
		return answer, err
	}
	x := policy.Explain(request, policies)
	answer.Decision, answer.Reason = x.Outcome, reason(x, q.Action)
	return answer, nil
}

// unread says in the line's own terms why it was not understood: the decoder names types of this program.
func unread(err error) error {
	var wrong *json.SemanticError
	if !errors.As(err, &wrong) {
		return err // it is no JSON, and that is said
	}
	place := strings.TrimPrefix(string(wrong.JSONPointer), "/")
	switch {
	case errors.Is(err, json.ErrUnknownName):
		return fmt.Errorf("no member %q is known; see poolschool explain --help", place)
	case place == "":
		return errors.New("a request is one JSON object, on one line")
	}
	return fmt.Errorf("member %q does not hold what it should; see poolschool explain --help", place)
}

// reason is AWS's own phrase for a refusal; for an allow, which AWS does not explain, it names the statement.
func reason(x policy.Explanation, action string) string {
	if !x.Allowed() || x.By == nil {
		return x.Reason(action)
	}
	statement := fmt.Sprintf("number %d", x.By.Index+1)
	if x.By.Sid != "" {
		statement = x.By.Sid
	}
	return fmt.Sprintf("because statement %s of %s (%s) allows the %s action", statement, x.By.Policy, x.By.Kind.Noun(), action)
}

// request turns texts into a question, with the condition keys that every request of such a principal
// carries; what the context says itself wins.
func (q explainRequest) request() (policy.Request, error) {
	if q.Action == "" {
		return policy.Request{}, errors.New("no action: write service:Name, as s3:PutObject")
	}
	r := policy.Request{Action: q.Action, Resource: q.Resource, Context: policy.NewContext(nil)}
	if r.Resource == "" {
		r.Resource = "*"
	}
	var err error
	if r.Principal, err = principalOf(q.Principal, r.Context); err != nil {
		return r, err
	}
	for key, v := range q.Context {
		r.Context.Set(key, v...)
	}
	return r, nil
}

// principalOf reads an ARN as policies and messages write it.
func principalOf(arn string, keys policy.Context) (policy.Principal, error) {
	if arn == "anonymous" || arn == "*" {
		return policy.Principal{Anonymous: true}, nil
	}
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || !slices.Contains([]string{"iam", "sts"}, parts[2]) {
		return policy.Principal{}, fmt.Errorf("principal %q is no ARN of IAM or STS: write arn:aws:sts::111122223333:assumed-role/ROLE/SESSION, arn:aws:iam::111122223333:user/NAME, or anonymous", arn)
	}
	p := policy.Principal{ARN: arn, AccountID: parts[4]}
	keys.Set("aws:PrincipalAccount", parts[4])
	kind, name, _ := strings.Cut(parts[5], "/")
	switch kind {
	case "assumed-role":
		role, _, _ := strings.Cut(name, "/")
		p.RoleARN = "arn:" + parts[1] + ":iam::" + parts[4] + ":role/" + role
		keys.Set("aws:PrincipalArn", p.RoleARN)
		keys.Set("aws:PrincipalType", "AssumedRole")
	case "role":
		p.RoleARN = arn
		keys.Set("aws:PrincipalArn", arn)
		keys.Set("aws:PrincipalType", "AssumedRole")
	case "user":
		keys.Set("aws:PrincipalArn", arn)
		keys.Set("aws:PrincipalType", "User")
		keys.Set("aws:username", name[strings.LastIndex(name, "/")+1:])
	case "root":
		keys.Set("aws:PrincipalArn", arn)
		keys.Set("aws:PrincipalType", "Account")
	default:
		return p, fmt.Errorf("principal %q is neither a role session, a role, a user nor an account's root", arn)
	}
	return p, nil
}

func (d documents) policies(q explainRequest) (policy.Policies, error) {
	var p policy.Policies
	var err error
	if p.Identity, err = d.parseAll(policy.KindIdentity, "identity_policies", q.IdentityPolicies); err != nil {
		return p, err
	}
	if p.Session, err = d.parseAll(policy.KindSession, "session_policies", q.SessionPolicies); err != nil {
		return p, err
	}
	p.HasSession = q.SessionPolicies != nil
	if p.Boundary, err = d.parseOne(policy.KindBoundary, "permissions_boundary", q.Boundary); err != nil {
		return p, err
	}
	p.Resource, err = d.parseOne(policy.KindResource, "resource_policy", q.ResourcePolicy)
	return p, err
}

func (d documents) parseAll(kind policy.Kind, member string, documents []jsontext.Value) ([]policy.Policy, error) {
	var out []policy.Policy
	for i, document := range documents {
		p, err := d.parse(kind, fmt.Sprintf("%s[%d]", member, i), document)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func (d documents) parseOne(kind policy.Kind, member string, document jsontext.Value) (*policy.Policy, error) {
	if len(document) == 0 || document.Kind() == 'n' {
		return nil, nil
	}
	p, err := d.parse(kind, member, document)
	if err != nil {
		return nil, err
	}
	return &p, nil
}
