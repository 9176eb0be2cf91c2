// Package app is the learner's own application: an HTTP API that asks "who are you?" and
// is content with a user pool's token. No AWS credentials are needed to use it.
//
// The same four routes stand behind four doors:
//
//	/me /public /editors /orders         the application checks the token itself
//	/rest/…                              API Gateway, REST API, Cognito user pool authorizer
//	/http/…                              API Gateway, HTTP API, JWT authorizer
//	/iam/…                               API Gateway, AWS_IAM: signed requests
//
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
package app

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"poolschool/sim/clock"
	"poolschool/sim/gate"
	"poolschool/sim/token"
	"poolschool/sim/trace"
)

// Config is what the application is given.
type Config struct {
	Region, AccountID string
	Clock             clock.Clock
	Client            *http.Client // fetches the pool's published keys
	Gate              *gate.Gate   // for the door AWS_IAM

	Issuer    string   // of the user pool whose tokens are accepted
	KeysURL   string   // where that pool publishes its keys
	ClientIDs []string // of the app clients whose tokens are accepted
}

// App is the application. It keeps nothing but fetched keys.
type App struct {
	Config
	keys token.Fetcher
}

// New returns the application.
func New(c Config) *App { return &App{Config: c, keys: token.Fetcher{Client: c.Client}} }

// OrdersScope is what an access token must carry for /orders.
const OrdersScope = "shop-api/orders.read"

// EditorsGroup is the group that /editors is for.
const EditorsGroup = "editors"

// door is one way of checking callers.
type door interface {
	// admit returns who is calling, or has written the refusal.
	admit(w http.ResponseWriter, r *http.Request, route string) (visitor, bool)
}

// visitor is what the application learns about its caller.
type visitor struct {
	Name   string   `json:"name"`
	Sub    string   `json:"sub,omitempty"`
	Groups []string `json:"groups,omitempty"`
	Scopes []string `json:"scopes,omitempty"`
	ARN    string   `json:"userArn,omitempty"`
	// What API Gateway passes on for callers of an identity pool.
	Identity     string `json:"cognitoIdentityId,omitempty"`
	IdentityPool string `json:"cognitoIdentityPoolId,omitempty"`
	AuthType     string `json:"cognitoAuthenticationType,omitempty"`     // "authenticated" or "unauthenticated"
	AuthProvider string `json:"cognitoAuthenticationProvider,omitempty"` // the pool, and the person in it
}

// Handler answers for the application's host.
func (a *App) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		trace.Name(r.Context(), r.Method+" "+r.URL.Path)
		d, route := a.door(r.URL.Path)
		name := "X-Amzn-Requestid"
		if _, newer := d.(httpDoor); newer {
			name = "Apigw-Requestid"
		}
		w.Header().Set(name, trace.RequestID(r.Context()))
		if !slices.Contains([]string{"/public", "/me", "/editors", "/orders"}, route) {
			d.(missing).missing(w, r)
			return
		}
		if route == "/public" {
			welcome(w, r, visitor{Name: "anybody"})
			return
		}
		v, ok := d.admit(w, r, route)
		if !ok {
			return
		}
		if route == "/editors" && !a.isEditor(w, r, v) {
			return
		}
		welcome(w, r, v)
	})
}

// missing is how a door answers a path that it does not have.
type missing interface {
	missing(w http.ResponseWriter, r *http.Request)
}

func (a *App) door(path string) (door, string) {
	for prefix, d := range map[string]door{"/rest": restDoor{a}, "/http": httpDoor{a}, "/iam": iamDoor{a}} {
		if route, ok := strings.CutPrefix(path, prefix+"/"); ok {
			return d, "/" + route
		}
	}
	return ownDoor{a}, path
}

// isEditor is the application's own rule: none of API Gateway's authorizers looks at groups.
// Behind AWS_IAM the role has already decided.
func (a *App) isEditor(w http.ResponseWriter, r *http.Request, v visitor) bool {
	if v.ARN != "" {
		return true
	}
	if slices.Contains(v.Groups, EditorsGroup) {
		trace.Passed(r.Context(), "cognito:groups holds %s", EditorsGroup)
		return true
	}
	trace.Failed(r.Context(), "cognito:groups holds %s (the application's own rule)", EditorsGroup)
	refuse(r.Context(), w, http.StatusForbidden, "Forbidden", "the token is fine; its user is not in the group "+EditorsGroup)
	return false
}

func welcome(w http.ResponseWriter, r *http.Request, v visitor) {
	trace.Summarize(r.Context(), "hello, %s", v.Name)
	write(r.Context(), w, http.StatusOK, struct {
		Message string  `json:"message"`
		You     visitor `json:"you"`
	}{"Welcome, " + v.Name, v})
}

// refuse answers {"message": …}, as API Gateway and many applications do.
func refuse(ctx context.Context, w http.ResponseWriter, status int, message, because string) {
	trace.Refused(ctx, http.StatusText(status), message, because)
	write(ctx, w, status, struct {
		Message string `json:"message"`
	}{message})
}

func write(ctx context.Context, w http.ResponseWriter, status int, body any) {
	data, err := json.Marshal(body)
	if err != nil {
		trace.Because(ctx, "%v", err)
		http.Error(w, `{"message":"Internal server error"}`, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(data) // a caller that went away is no error
}
