package command

import (
	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/accounts"
)

// runs loads the calls of the flowchart's outcomes: files in the form of lessons, which stand in no course.
func (e Env) runs() (*lessons.Course, error) {
	return lessons.LoadCourse(lessons.Sources{Lessons: assets.FlowchartRuns(), Accounts: accounts.Files()}, e.know)
}

// reference loads the calls behind terms and error messages that no lesson shows, in the same form.
func (e Env) reference() (*lessons.Course, error) {
	return lessons.LoadCourse(lessons.Sources{Lessons: assets.Reference(), Accounts: accounts.Files()}, e.know)
}

// found is something to play: a lesson of the course, or calls that stand in no course.
type found struct {
	course *lessons.Course // that it stands in
	lesson *lessons.Lesson
	run    bool // it is no lesson of the course
}

// find looks for a lesson in the course, then in what stands in none: the calls of outcomes, terms and messages.
func find(name string, course func() (*lessons.Course, error), others ...func() (*lessons.Course, error)) (found, error) {
	c, err := course()
	if err != nil {
		return found{}, err
	}
	l, none := lesson(c, name)
	if none == nil {
		return found{course: c, lesson: l}, nil
	}
	for _, load := range others {
		r, err := load()
		if err != nil {
			return found{}, err
		}
		// By its name only: the numbers are of another list.
		if l, ok := r.Find(name); ok && l.ID == name {
			return found{course: r, lesson: l, run: true}, nil
		}
	}
	return found{}, none
}
