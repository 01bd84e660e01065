"""OAI-PMH: records as repositories hand them out, in files or in the store of a harvest."""
