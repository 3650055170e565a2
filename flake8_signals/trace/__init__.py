"""What happens when a model is saved, deleted or changed, or a signal is sent: followed through a project's map."""
