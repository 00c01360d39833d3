"""The project's words as frozen values, text folding and addresses. Standard library only."""
