package principal

import (
	"errors"
	"slices"
	"strings"
	"sync"
)

// Errors of the store. Services answer with their own words.
var (
	ErrExists  = errors.New("principal: already exists")
	ErrMissing = errors.New("principal: does not exist")
)

// Store holds every principal of one account and is safe for concurrent use. Values go in
// and come out by copy, but share their slices and maps: replace those, never write into
// them. The zero Store is not ready; use New.
type Store struct {
	mu        sync.RWMutex
	roles     table[Role]
	policies  table[ManagedPolicy]
	users     table[User]
	providers table[OIDCProvider]
	companies table[SAMLProvider]
	sessions  table[Session]
	userByKey map[string]string // access key id → user name
}

// New returns an empty store.
func New() *Store {
	return &Store{
		roles: table[Role]{}, policies: table[ManagedPolicy]{}, users: table[User]{},
		providers: table[OIDCProvider]{}, companies: table[SAMLProvider]{}, sessions: table[Session]{}, userByKey: map[string]string{},
	}
}

// table maps a key to a value and lists the values by key.
type table[T any] map[string]T

func (t table[T]) add(key string, v T) error {
	if _, taken := t[key]; taken {
		return ErrExists
	}
	t[key] = v
	return nil
}

func (t table[T]) drop(key string) error {
	if _, ok := t[key]; !ok {
		return ErrMissing
	}
	delete(t, key)
	return nil
}

func (t table[T]) list() []T {
	keys := make([]string, 0, len(t))
	for k := range t {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out := make([]T, len(keys))
	for i, k := range keys {
		out[i] = t[k]
	}
	return out
}

// update changes one value under the write lock. change must not call the store.
func update[T any](s *Store, t table[T], key string, change func(*T) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := t[key]
	if !ok {
		return ErrMissing
	}
	if err := change(&v); err != nil {
		return err
	}
	t[key] = v
	return nil
}

func get[T any](s *Store, t table[T], key string) (T, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	v, ok := t[key]
	return v, ok
}

func list[T any](s *Store, t table[T]) []T {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return t.list()
}

func add[T any](s *Store, t table[T], key string, v T) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return t.add(key, v)
}

// addNamed is add for what has a name of its own, which differs from all others in more than case.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
func addNamed[T any](s *Store, t table[T], key string, v T, name func(T) string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, other := range t {
		if strings.EqualFold(name(other), name(v)) {
			return ErrExists
		}
	}
	return t.add(key, v)
}

func drop[T any](s *Store, t table[T], key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return t.drop(key)
}

// RoleName returns the name at the end of a role's ARN, without its path; "" for anything
// that is not a role's ARN.
func RoleName(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[2] != "iam" || !strings.HasPrefix(parts[5], "role/") {
		return ""
	}
	return arn[strings.LastIndexByte(arn, '/')+1:]
}
