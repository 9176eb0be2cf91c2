package userpool

// link is a login of an outside provider that leads to a profile of the pool.
type link struct {
	provider, attribute, value string
}
