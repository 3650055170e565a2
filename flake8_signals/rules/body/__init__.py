"""What a receiver does while its signal waits: business logic, requests, mail, files, tasks, queries."""
