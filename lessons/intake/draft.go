package intake

import (
	"fmt"
	"maps"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/account"
)

// draft collects what the files say, by AWS's ids, until all are read and names can take the ids' place.
type draft struct {
	file   string // that is being read
	lines  []string
	said   map[string]bool // the lines
	things int             // that were taken over
	files  int

	accountID, region string
	pools             []*pool
	clients           []client
	identityPools     []*identityPool
	settings          []poolRoles
	tagMaps           []poolTags
	roles             []*role
	inline            []inline
	managed           []managed
	buckets           []account.Bucket
}

// Everything remembers the file that it comes from, for the lines about it.

type pool struct {
	account.UserPool
	file   string
	groups []group // with the ARN of their role
}

type group struct {
	account.Group
	roleARN string
}

type client struct {
	account.Client
	file, pool string // the pool's id
}

type identityPool struct {
	account.IdentityPool
	file   string
	logins []login
	oidc   []string // ARNs
}

type login struct {
	provider, client string // "cognito-idp.REGION.amazonaws.com/POOL", the client's id
	check            bool
}

type poolRoles struct {
	file, identityPool string // its id
	roles              map[string]string
	mappings           map[string]mapping
}

type poolTags struct {
	file, identityPool string
	provider           string
	defaults           bool
	tags               map[string]string
}

type role struct {
	account.Role
	file, arn string
}

type inline struct {
	file, role, name string
	document         jsontext.Value
}

type managed struct {
	account.ManagedPolicy
	file, arn string
	roles     []string // names of those that have it
}

// left notes something that is not taken over, or that was guessed.
func (d *draft) left(format string, args ...any) { d.leftOf(d.file, format, args...) }

func (d *draft) leftOf(file, format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if file != "" {
		line = file + ": " + line
	}
	if d.said[line] {
		return
	}
	if d.said == nil {
		d.said = map[string]bool{}
	}
	d.said[line] = true
	d.lines = append(d.lines, line)
}

// decode reads an answer, or the properties of a template's resource, into its shape.
func decode(data []byte, into any) error {
	if err := json.Unmarshal(data, into, json.RejectUnknownMembers(false)); err != nil {
		return fmt.Errorf("cannot be read: %w", err)
	}
	return nil
}

// unread names the members that a shape does not know. quiet are those that say nothing about how things work: dates, ARNs,
// counts.
func (d *draft) unread(what string, members rest, quiet ...string) {
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if !slices.Contains(quiet, name) && !empty(members[name]) {
			d.left("%s: %s is not taken over", what, name)
		}
	}
}
