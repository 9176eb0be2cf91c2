package lessons

import (
	"slices"
	"testing"

	"poolschool/sim/account"
)

func TestEachChangeIsSaidInALine(t *testing.T) {
	user := func(status string, children ...account.Node) account.Node {
		return account.Node{Side: account.UserPoolSide, Kind: "user", ID: "mia", Label: "mia", Note: status, Children: children}
	}
	pool := func(users ...account.Node) account.Node {
		return account.Node{Side: account.UserPoolSide, Kind: "user pool", ID: "p", Label: "club", Children: users}
	}
	verified := func(note string) account.Node {
		return account.Node{Side: account.UserPoolSide, Kind: "attribute", ID: "email_verified", Label: "email_verified", Note: note}
	}
	inbox := account.Node{Side: account.UserPoolSide, Kind: "inbox", ID: "inbox", Label: "Inbox", Note: "1 messages", Children: []account.Node{
		{Side: account.UserPoolSide, Kind: "message", ID: "0", Label: "mia@example.com", Note: "Your code is 123456"},
	}}
	bucket := func(note string, objects ...account.Node) account.Node {
		return account.Node{Side: account.IdentitySide, Kind: "bucket", ID: "b", Label: "photos", Note: note, Children: objects}
	}
	cat := account.Node{Side: account.IdentitySide, Kind: "object", ID: "cat.jpg", Label: "cat.jpg", Note: "12 KiB"}
	tests := map[string]struct {
		before, after account.Tree
		want          []string
	}{
		"nothing": {account.Tree{pool(user("CONFIRMED"))}, account.Tree{pool(user("CONFIRMED"))}, nil},
		"a new user is said without its attributes, a message without its inbox": {
			account.Tree{pool()}, account.Tree{pool(user("UNCONFIRMED", verified("false"))), inbox},
			[]string{"◆ user `mia`: `UNCONFIRMED`", "◆ message to `mia@example.com`: `Your code is 123456`"},
		},
		"an attribute is said with its user": {
			account.Tree{pool(user("CONFIRMED", verified("false")))}, account.Tree{pool(user("CONFIRMED", verified("true")))},
			[]string{"◆ user `mia`, ◆ attribute `email_verified`: `true`"},
		},
		"an object is said with its bucket": {
			account.Tree{bucket("empty")}, account.Tree{bucket("1 object", cat)},
			[]string{"● bucket `photos`, ● object `cat.jpg`: `12 KiB`"},
		},
		"what is gone is said": {
			account.Tree{bucket("1 object", cat)}, account.Tree{bucket("empty")},
			[]string{"gone: ● bucket `photos`, ● object `cat.jpg`: `12 KiB`"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := changeLines(account.Changes(tt.before, tt.after)); !slices.Equal(got, tt.want) {
				t.Errorf("changes are %q, want %q", got, tt.want)
			}
		})
	}
}
