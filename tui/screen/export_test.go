package screen

import "time"

// Tick is a second that went by for a lesson: commands that wait for time are left out in tests.
func Tick(s Screen, now time.Time) Screen {
	next, _ := s.Update(clockMovedMsg{from: from{s.(Lesson).self}, now: now, tick: true})
	return next
}
