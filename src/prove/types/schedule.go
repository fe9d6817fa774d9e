package main

import (
	"container/heap"
	"sync"
)

// schedule hands out the packages of a plan that are not known, each after those that it imports.
type schedule struct {
	packages []planned
	order    []int   // of all packages
	place    []int   // by package: in the order
	users    [][]int // by package: those that import it

	mutex   sync.Mutex
	more    sync.Cond
	ready   queue // packages whose imports are done, by place
	running int
	waiting []int // by package: imports that are not done
	left    []int // by package: users that are not done
}

func newSchedule(packages []planned) *schedule {
	s := &schedule{
		packages: packages,
		place:    make([]int, len(packages)),
		users:    make([][]int, len(packages)),
		waiting:  make([]int, len(packages)),
		left:     make([]int, len(packages)),
	}
	s.more.L = &s.mutex
	for i, p := range packages {
		for _, target := range p.Imports {
			if p.Known || packages[target].Known {
				continue
			}
			s.waiting[i]++
			s.users[target] = append(s.users[target], i)
			s.left[target]++
		}
	}
	s.sort()
	for i, p := range packages {
		if s.waiting[i] == 0 && !p.Known {
			heap.Push(&s.ready, s.place[i])
		}
	}
	return s
}

// sort orders the packages so that what only one of them needs comes just before it: then the types
// of most packages are in memory for a short time.
func (s *schedule) sort() {
	seen := make([]bool, len(s.packages))
	var visit func(i int)
	visit = func(i int) {
		if seen[i] {
			return
		}
		seen[i] = true
		for _, target := range s.packages[i].Imports {
			visit(target)
		}
		s.place[i] = len(s.order)
		s.order = append(s.order, i)
	}
	for i := range s.packages {
		if s.left[i] == 0 {
			visit(i)
		}
	}
}

// next waits for a package whose imports are done, and takes the first in the order; false when all
// have been handed out.
func (s *schedule) next() (int, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for len(s.ready) == 0 && s.running > 0 {
		s.more.Wait()
	}
	if len(s.ready) == 0 {
		return 0, false
	}
	s.running++
	return s.order[heap.Pop(&s.ready).(int)], true
}

// done says that a package is done, and returns those that no user needs any more.
func (s *schedule) done(i int) []int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.running--
	var unused []int
	if s.left[i] == 0 {
		unused = append(unused, i)
	}
	for _, target := range s.packages[i].Imports {
		if s.packages[target].Known {
			continue
		}
		s.left[target]--
		if s.left[target] == 0 {
			unused = append(unused, target)
		}
	}
	for _, user := range s.users[i] {
		s.waiting[user]--
		if s.waiting[user] == 0 {
			heap.Push(&s.ready, s.place[user])
		}
	}
	s.more.Broadcast()
	return unused
}

// queue is a heap of numbers, the least first.
type queue []int

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i] < q[j] }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(int)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	*q = (*q)[:last]
	return x
}
