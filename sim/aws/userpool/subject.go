package userpool

import (
	"github.com/go-json-experiment/json"

	"poolschool/sim/token"
)

// named are the members with which requests say whom they are about.
type named struct {
	UserPoolId         string
	ClientId           string
	Username           string
	AccessToken        string
	RefreshToken       string
	Token              string // of RevokeToken
	AuthParameters     map[string]string
	ChallengeResponses map[string]string
}

// Subject finds the user whom a request is about, by name, alias or token: its sub, or "" for nobody. It checks nothing
// and changes nothing, so it only serves to count requests; tokens are read, not verified.
func (s *Service) Subject(body []byte) string {
	var in named
	if json.Unmarshal(body, &in) != nil {
		return "" // the operation says what is wrong with it
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if in.AccessToken != "" {
		return s.bearerOf(in.AccessToken)
	}
	p := s.pools[in.UserPoolId]
	if c := s.clients[in.ClientId]; c != nil && p == nil {
		p = c.pool
	}
	if p == nil {
		return ""
	}
	for _, t := range []string{in.RefreshToken, in.Token, in.AuthParameters["REFRESH_TOKEN"]} {
		if r, known := p.refresh[fingerprint(t)]; known {
			return r.session.user.sub
		}
	}
	for _, name := range []string{in.Username, in.AuthParameters["USERNAME"], in.ChallengeResponses["USERNAME"]} {
		if u, known := p.find(name); name != "" && known {
			return u.sub
		}
	}
	return ""
}

// bearerOf is the sub in an access token, if it is a user's here. Callers hold mu.
func (s *Service) bearerOf(raw string) string {
	t, err := token.Decode(raw)
	if err != nil {
		return ""
	}
	sub := t.Claims.Text("sub")
	c := s.clients[t.Claims.Text("client_id")]
	if c == nil || c.pool.subs[sub] == nil {
		return ""
	}
	return sub
}
