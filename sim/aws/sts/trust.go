package sts

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"poolschool/sim/gate"
	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

const (
	actionWebIdentity    = "sts:AssumeRoleWithWebIdentity"
	actionTagSession     = "sts:TagSession"
	actionSourceIdentity = "sts:SetSourceIdentity"
)

// trusted asks the role's trust policy whether it lets the web identity in, and with its
// tags.
func (s *Service) trusted(ctx context.Context, in AssumeRoleWithWebIdentityRequest, who webIdentity) (principal.Role, error) {
	role, ok := s.principals.RoleByARN(in.RoleArn)
	if !ok {
		trace.Checked(ctx, false, "the role exists", "no role has the ARN "+in.RoleArn)
		return role, ErrNotTrusted.Because("there is no role %s; STS answers as if it did not trust", in.RoleArn)
	}
	request := policy.Request{
		Principal: policy.Principal{Federated: who.federated},
		Action:    actionWebIdentity, Resource: role.ARN, Context: s.trustKeys(ctx, who, in.RoleSessionName),
	}
	if x, ok := decideTrust(ctx, role, request); !ok {
		return role, ErrNotTrusted.Because("%s", notTrusted(role, x))
	}
	for _, also := range []struct {
		wanted  bool
		action  string
		refusal *wire.Error
		what    string
	}{
		{len(who.tags) > 0, actionTagSession, ErrNoTagSession, "session tags"},
		{who.source != "", actionSourceIdentity, ErrNoSourceIdentity, "a source identity"},
	} {
		if !also.wanted {
			continue
		}
		request.Action = also.action
		if x, ok := decideTrust(ctx, role, request); !ok {
			return role, also.refusal.Because("the token carries %s, and %s", also.what, notTrusted(role, x))
		}
	}
	return role, nil
}

// trustKeys are the condition keys that a trust policy can ask about.
func (s *Service) trustKeys(ctx context.Context, who webIdentity, sessionName string) policy.Context {
	keys := policy.NewContext(who.keys)
	if who.source != "" {
		keys.Set("sts:SourceIdentity", who.source)
	}
	s.commonKeys(ctx, keys, sessionName, who.tags)
	return keys
}

func (s *Service) commonKeys(ctx context.Context, keys policy.Context, sessionName string, tags map[string]string) {
	now := s.clock.Now()
	maps.Copy(keys, gate.RequestKeys(ctx))
	keys.Set("sts:RoleSessionName", sessionName)
	keys.Set("aws:CurrentTime", now.Format(time.RFC3339))
	keys.Set("aws:EpochTime", strconv.FormatInt(now.Unix(), 10))
	for key, value := range tags {
		keys.Set("aws:RequestTag/"+key, value)
	}
	if len(tags) > 0 {
		keys.Set("aws:TagKeys", slices.Sorted(maps.Keys(tags))...)
	}
}

// decideTrust asks and notes every part of the statement that settled it, so that a learner
// sees each condition ticked or not.
func decideTrust(ctx context.Context, role principal.Role, request policy.Request) (policy.Explanation, bool) {
	if trace.RequestID(ctx) == "" { // explaining costs more than deciding; without a trace nobody reads it
		d := policy.DecideTrust(request, role.Trust)
		return policy.Explanation{Decision: d}, d.Allowed()
	}
	x := policy.ExplainTrust(request, role.Trust)
	trace.Decided(ctx, x)
	if len(x.Findings) > 0 {
		for _, part := range x.Findings[0].Parts {
			trace.Checked(ctx, part.OK, "trust policy of "+role.Name+": "+wanted(part), found(part))
		}
	}
	trace.Checked(ctx, x.Allowed(), "trust policy of role "+role.Name+" allows "+request.Action, "")
	return x, x.Allowed()
}

func wanted(p policy.Part) string {
	if p.Element == "condition" {
		return p.Operator + " " + p.Key + " = " + p.Allows
	}
	return p.Element + " " + p.Allows
}

func found(p policy.Part) string {
	switch {
	case p.Note != "":
		return p.Note
	case p.Element == "condition":
		return "the token has " + p.Asked
	}
	return "this is " + p.Asked
}

// notTrusted says in a sentence what the trust policy lacks.
func notTrusted(role principal.Role, x policy.Explanation) string {
	where := "the trust policy of role " + role.Name
	if x.Outcome == policy.ExplicitDeny {
		return where + " denies it"
	}
	if len(x.Findings) == 0 {
		return where + " does not allow it"
	}
	var misses []string
	for _, part := range x.Findings[0].Parts {
		if !part.OK {
			misses = append(misses, wanted(part)+" ("+found(part)+")")
		}
	}
	if len(misses) == 0 {
		return where + " does not allow it"
	}
	return where + " does not fit: it wants " + strings.Join(misses, " and ")
}
