package lessons

import (
	"strings"

	"github.com/go-json-experiment/json"

	"poolschool/lessons/value"
	"poolschool/sim/account"
)

// objects are the account's values that come in members only: "adminCredentials.AccessKeyId" and
// "adminCredentials.SecretKey" make one value, with which a step can sign.
func objects(values map[string]string) map[string]map[string]string {
	out := map[string]map[string]string{}
	for name, text := range values {
		head, member, ok := strings.Cut(name, ".")
		if _, plain := values[head]; !ok || plain {
			continue
		}
		if out[head] == nil {
			out[head] = map[string]string{}
		}
		out[head][member] = text
	}
	return out
}

// accountValues are the values that a fresh account gives to a lesson.
func accountValues(values map[string]string) (value.Set, error) {
	var set value.Set
	for name, text := range values {
		set = set.With(value.Text(name, text, accountSide(name), "account"))
	}
	for name, members := range objects(values) {
		raw, err := json.Marshal(members, json.Deterministic(true))
		if err != nil {
			return set, err
		}
		set = set.With(value.Value{Name: name, Raw: raw, Side: accountSide(name), Origin: "account"})
	}
	return set, nil
}

// inboxName is the value that holds the newest message which the account has sent: {{inbox.code}}.
const inboxName = "inbox"

// mailbox is an account that sends messages. sim.World is one.
type mailbox interface {
	// LastMessage is the newest message: to, subject, body, code. ok is false before the first.
	LastMessage() (message map[string]string, ok bool)
}

// withInbox adds the newest message to the values.
func withInbox(set value.Set, world any) (value.Set, error) {
	box, ok := world.(mailbox)
	if !ok {
		return set, nil
	}
	message, ok := box.LastMessage()
	if !ok {
		return set, nil
	}
	raw, err := json.Marshal(message, json.Deterministic(true))
	if err != nil {
		return set, err
	}
	return set.With(value.Value{Name: inboxName, Raw: raw, Side: account.UserPoolSide, Origin: "inbox"}), nil
}
