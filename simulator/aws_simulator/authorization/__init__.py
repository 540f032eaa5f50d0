"""Who may do what: AWS's evaluation of all policies that apply to a request."""
