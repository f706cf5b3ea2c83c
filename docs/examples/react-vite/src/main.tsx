import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Security } from './security.tsx'

const page = document.querySelector('#page')
if (page !== null)
  createRoot(page).render(
    <StrictMode>
      <Security />
    </StrictMode>,
  )
