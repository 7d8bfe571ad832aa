"""Every word that a person reads, undressed: adapters add only their platform's markup."""
