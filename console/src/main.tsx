import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactElement, StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { useColours } from './app/colour-mode.ts'
import { createQueryClient } from './app/query-client.ts'
import { createConsoleRouter } from './app/router.ts'
import { themes } from './app/theme.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
const renderer = createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : {})
const queryClient = createQueryClient(() => void router.invalidate())
const router = createConsoleRouter(queryClient)

function Console(): ReactElement {
  const colours = useColours()
  // What the browser itself draws (scroll bars, radio buttons, the ground below the page) follows the person's choice too.
  useEffect(() => {
    document.documentElement.style.colorScheme = colours
  }, [colours])
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={themes[colours]}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </FluentProvider>
    </RendererProvider>
  )
}

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no place for the console')
createRoot(place).render(
  <StrictMode>
    <Console />
  </StrictMode>,
)
