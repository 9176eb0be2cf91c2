package sts

import (
	"context"
	"time"

	"poolschool/sim/gate"
	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/trace"
)

// AssumeRoleRequest is made by somebody who already has AWS credentials.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
type AssumeRoleRequest struct {
	RoleArn           string      `required:"true" min:"20" max:"2048"`
	RoleSessionName   string      `required:"true" min:"2" max:"64" pattern:"[\\w+=,.@-]*"`
	PolicyArns        []PolicyArn `max:"10"`
	Policy            *string     `min:"1" max:"2048"`
	DurationSeconds   *int        `min:"900" max:"43200"` // 3600 when left out
	Tags              []Tag       `max:"50"`
	TransitiveTagKeys []string    `max:"50"`
	ExternalId        string      `min:"2" max:"1224" pattern:"[\\w+=,.@:\\/-]*"`
	SerialNumber      string      `min:"9" max:"256"`
	TokenCode         string      `min:"6" max:"6" pattern:"[\\d]*"`
	SourceIdentity    string      `min:"2" max:"64" pattern:"[\\w+=,.@-]*"`
}

// Tag is a session tag.
type Tag struct {
	Key   string `required:"true" min:"1" max:"128"`
	Value string `max:"256"`
}

// AssumeRoleResponse is the new session.
type AssumeRoleResponse struct {
	Credentials      Credentials
	AssumedRoleUser  AssumedRoleUser
	PackedPolicySize *int // percent; absent without policies and tags
	SourceIdentity   string
}

// AssumeRole opens a session of a role for a signed caller.
func (s *Service) AssumeRole(ctx context.Context, in AssumeRoleRequest) (AssumeRoleResponse, error) {
	var none AssumeRoleResponse
	if principal.RoleName(in.RoleArn) == "" {
		return none, ErrARN.Because("%q is not the ARN of a role", in.RoleArn)
	}
	tags, err := tagMap(in.Tags)
	if err != nil {
		return none, err
	}
	role, err := s.mayAssume(ctx, in, tags)
	if err != nil {
		return none, err
	}
	life, err := s.chainedLife(ctx, role, in.DurationSeconds)
	if err != nil {
		return none, err
	}
	cut, packed, err := s.sessionPolicies(ctx, in.Policy, in.PolicyArns, tags)
	if err != nil {
		return none, err
	}
	x := principal.Session{RoleARN: role.ARN, RoleID: role.ID, Name: in.RoleSessionName, Policies: cut, Tags: tags}
	if in.SourceIdentity != "" {
		x.Context = map[string][]string{"aws:SourceIdentity": {in.SourceIdentity}}
	}
	if x, err = s.open(x, life); err != nil {
		return none, err
	}
	trace.Passed(ctx, "credentials %s for role %s, valid until %s", x.AccessKeyID, role.Name, x.Expires.Format(time.TimeOnly))
	trace.Summarize(ctx, "role %s", role.Name)
	return AssumeRoleResponse{Credentials: wireCredentials(x), AssumedRoleUser: s.assumed(x), PackedPolicySize: packed, SourceIdentity: in.SourceIdentity}, nil
}

func tagMap(list []Tag) (map[string]string, error) {
	if len(list) == 0 {
		return nil, nil
	}
	tags := make(map[string]string, len(list))
	for _, t := range list {
		if _, twice := tags[t.Key]; twice {
			return nil, ErrTags.Saying("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
		}
		tags[t.Key] = t.Value
	}
	return tags, checkTags(tags)
}

// mayAssume asks both sides: the role's trust policy always, the caller's own policies
// where the trust policy names the account rather than the caller.
func (s *Service) mayAssume(ctx context.Context, in AssumeRoleRequest, tags map[string]string) (principal.Role, error) {
	caller := gate.CallerOf(ctx)
	role, ok := s.principals.RoleByARN(in.RoleArn)
	if !ok {
		trace.Checked(ctx, false, "the role exists", "no role has the ARN "+in.RoleArn)
		return role, ErrNotAuthorized.Saying(caller.ARN, "sts:AssumeRole", in.RoleArn).Because("there is no role %s", in.RoleArn)
	}
	keys := caller.Context(s.clock.Now())
	s.commonKeys(ctx, keys, in.RoleSessionName, tags)
	if in.ExternalId != "" {
		keys.Set("sts:ExternalId", in.ExternalId)
	}
	if len(in.TransitiveTagKeys) > 0 {
		keys.Set("sts:TransitiveTagKeys", in.TransitiveTagKeys...)
	}
	actions := []string{"sts:AssumeRole"}
	if len(tags) > 0 {
		actions = append(actions, actionTagSession)
	}
	if in.SourceIdentity != "" {
		keys.Set("sts:SourceIdentity", in.SourceIdentity)
		actions = append(actions, actionSourceIdentity)
	}
	for _, action := range actions {
		if err := decideBoth(ctx, caller, role, action, keys); err != nil {
			return role, err
		}
	}
	if in.TokenCode != "" || in.SerialNumber != "" {
		trace.Failed(ctx, "the MFA code fits the device")
		return role, ErrMFA.Because("no IAM user of this simulated account has an MFA device")
	}
	return role, nil
}

func decideBoth(ctx context.Context, caller principal.Caller, role principal.Role, action string, keys policy.Context) error {
	request := policy.Request{Principal: caller.PolicyPrincipal(), Action: action, Resource: role.ARN, Context: keys}
	all := caller.Policies()
	all.Resource = &role.Trust
	x := policy.Explain(request, all)
	trace.Decided(ctx, x)
	trace.Checked(ctx, x.Allowed(), "IAM: "+caller.Who()+" may do "+action+" on role "+role.Name, x.Reason(action))
	if x.Allowed() {
		return nil
	}
	e := ErrNotAuthorized.Saying(caller.ARN, action, role.ARN)
	e.Message += " " + x.Reason(action)
	if x.Kind != policy.KindTrust {
		return e.Because("%s may not do %s on role %s %s", caller.Who(), action, role.Name, x.Reason(action))
	}
	return e.Because("%s", notTrusted(role, x))
}

// chainedLife is lifeOf for AssumeRole, where a session that opens another gets an hour at
// most, whatever the role allows.
func (s *Service) chainedLife(ctx context.Context, role principal.Role, seconds *int) (time.Duration, error) {
	if seconds != nil && gate.CallerOf(ctx).Session != nil && time.Duration(*seconds)*time.Second > chainedLife {
		trace.Failed(ctx, "a session that opens another lasts at most 1 hour")
		return 0, ErrChainDuration.Because("the caller is itself a session of a role")
	}
	return lifeOf(ctx, role, seconds)
}
