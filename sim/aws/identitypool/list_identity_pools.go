package identitypool

import (
	"context"
	"encoding/base64"
	"strconv"
)

// ListIdentityPoolsRequest asks for a page.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListIdentityPools.html
type ListIdentityPoolsRequest struct {
	MaxResults *int   `required:"true" min:"1" max:"60"`
	NextToken  string `min:"1" max:"65535" pattern:"[\\S]+"`
}

// ListIdentityPoolsResponse is a page.
type ListIdentityPoolsResponse struct {
	IdentityPools []PoolName
	NextToken     string `json:",omitzero"`
}

// PoolName is a pool in a list.
type PoolName struct{ IdentityPoolId, IdentityPoolName string }

// ListIdentityPools lists the pools, oldest first.
func (s *Service) ListIdentityPools(_ context.Context, in ListIdentityPoolsRequest) (ListIdentityPoolsResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	from, to, next, err := page(len(s.poolOrder), *in.MaxResults, in.NextToken)
	if err != nil {
		return ListIdentityPoolsResponse{}, err
	}
	out := ListIdentityPoolsResponse{IdentityPools: []PoolName{}, NextToken: next}
	for _, id := range s.poolOrder[from:to] {
		out.IdentityPools = append(out.IdentityPools, PoolName{id, s.pools[id].IdentityPoolName})
	}
	return out, nil
}

// page cuts a page of at most most out of a list of length n. The token says where the page
// before ended.
func page(n, most int, token string) (from, to int, next string, err error) {
	if token != "" {
		text, decodeErr := base64.RawURLEncoding.DecodeString(token)
		from, err = strconv.Atoi(string(text))
		if decodeErr != nil || err != nil || from < 0 || from > n {
			return 0, 0, "", ErrParameter.Saying("Invalid NextToken.")
		}
	}
	to = min(from+most, n)
	if to < n {
		next = base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(to)))
	}
	return from, to, next, nil
}
